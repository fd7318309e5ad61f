import type { SurveyClient } from "@lab/survey-client";
import { describe, expect, it } from "vitest";
import { deferredClient } from "../src/sending/deferred-client.ts";

const client: SurveyClient = {
  send: () => Promise.resolve({ status: "sent", messageId: "1" }),
  sendAll: async (surveys) => Array.from(surveys, () => ({ status: "sent", messageId: "1" }) as const),
  close: () => undefined,
};

describe("a client that is made when it is needed", () => {
  it("is made once", async () => {
    let made = 0;
    const deferred = deferredClient(async () => {
      made += 1;
      return client;
    });
    expect(made).toBe(0);
    expect(await deferred.sendAll(["a"])).toMatchObject([{ status: "sent" }]);
    expect(await deferred.sendAll(["b", "c"])).toMatchObject([{ status: "sent" }, { status: "sent" }]);
    expect(made).toBe(1);
  });

  it("lets every survey wait while it cannot be made, and is tried again", async () => {
    let reachable = false;
    const deferred = deferredClient(async () => {
      if (!reachable) throw new TypeError("Failed to fetch");
      return client;
    });
    const failed = { status: "failed", code: "network", retryable: true };
    expect(await deferred.sendAll(["a", "b"])).toMatchObject([failed, failed]);
    reachable = true;
    expect(await deferred.sendAll(["a"])).toMatchObject([{ status: "sent" }]);
  });
});
