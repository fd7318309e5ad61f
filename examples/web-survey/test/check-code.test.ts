import { afterEach, describe, expect, it, vi } from "vitest";
import { checkCode } from "../src/enrolment/check-code.ts";

const vended = {
  accessKeyId: "ASIA",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresInSeconds: 3_600,
  participant: "0001",
};

afterEach(() => vi.unstubAllGlobals());

describe("whose an enrolment code is", () => {
  it.each([
    [
      "the participant's to whom it vends",
      async () => Response.json(vended),
      { status: "known", participant: "0001" },
    ],
    ["nobody's if it is refused", async () => new Response("", { status: 401 }), { status: "unknown" }],
    [
      "not known while the endpoint fails",
      async () => new Response("", { status: 503 }),
      { status: "unavailable" },
    ],
    ["not known from garbage", async () => new Response("<html>"), { status: "unavailable" }],
    [
      "not known without a network",
      () => Promise.reject(new TypeError("Failed to fetch")),
      { status: "unreachable" },
    ],
  ])("is %s", async (_what, get, checked) => {
    vi.stubGlobal("fetch", get);
    expect(await checkCode("https://lab.example.org/credentials", "code")).toEqual(checked);
  });
});
