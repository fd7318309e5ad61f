import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import "fake-indexeddb/auto";
import { createServer } from "node:http";
import { aSurvey } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "../src/sending/connect.ts";
import { readOutboxView } from "../src/sending/outbox-view.ts";
import { createParticipantOutboxes } from "../src/sending/participant-outboxes.ts";
import { participantStorage } from "../src/sending/participant-storage.ts";
import { surveyOwner } from "../src/sending/survey-owner.ts";
import { createReceipts } from "../src/study/receipts.ts";

const QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";

it.each([
  ["0001092821120000.json", "0001"],
  ["092821120000092821120000.json", "092821120000"],
  ["092821120000.json", undefined],
  ["0001992821120000.json", undefined],
  ["a b092821120000.json", undefined],
  ["nonsense", undefined],
  [undefined, undefined],
])("the owner of %s is %s", (id, owner) => {
  expect(surveyOwner(id)).toBe(owner);
});

describe("a participant's outbox", () => {
  it("sees this participant's surveys alone, also where one number begins like another", async () => {
    const storage = createIndexedDbStorage({ name: "owners" });
    for (const user_id of ["1", "10", "100"]) {
      await storage.add(`${user_id}092821120000.json`, JSON.stringify(aSurvey({ user_id })));
    }
    await storage.add("nonsense", "{}");
    for (const user_id of ["1", "10", "100"]) {
      const own = participantStorage(storage, user_id);
      expect((await own.list()).map(({ id }) => id)).toEqual([`${user_id}092821120000.json`]);
      expect(await own.count()).toEqual({ waiting: 1, refused: 0 });
    }
    expect((await participantStorage(storage, undefined).list()).map(({ id }) => id)).toEqual(["nonsense"]);
    const { waitingOf } = await readOutboxView(storage, createReceipts("owners-receipts"));
    expect(Object.fromEntries(waitingOf)).toEqual({ "1": 1, "10": 1, "100": 1, undefined: 1 });
  });

  it("sends what waits of everybody, each through a client of their own, and of one who cannot nothing is lost", async () => {
    const storage = createIndexedDbStorage({ name: "everybody" });
    for (const user_id of ["0001", "0002", "0003"]) {
      await storage.add(`${user_id}092821120000.json`, JSON.stringify(aSurvey({ user_id })));
    }
    const sent: string[] = [];
    const outboxes = createParticipantOutboxes(storage, (owner) => ({
      async sendAll(surveys) {
        return Array.from(surveys, (text) => {
          if (owner === "0002") {
            return { status: "failed", code: "access_denied", message: "no", retryable: false } as const;
          }
          sent.push(`${owner}: ${JSON.parse(String(text)).user_id}`);
          return { status: "sent", messageId: "1" } as const;
        });
      },
    }));
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    const seen = new Set<string>();
    outboxes.subscribe(({ type }) => {
      if (type === "sent") seen.add(`sent ${seen.size}`);
      if (type === "next_try") seen.add("denied");
      if (seen.size === 3) resolve();
    });
    await outboxes.sendWaiting();
    await settled;
    await outboxes.stop();
    expect(sent.toSorted()).toEqual(["0001: 0001", "0003: 0003"]);
    expect((await storage.list()).map(({ id }) => id)).toEqual(["0002092821120000.json"]);
    expect([...outboxes.troubles()]).toMatchObject([["0002", { kind: "denied" }]]);
    outboxes.forgetTroubles();
    expect([...outboxes.troubles()]).toEqual([]);
  });
});

describe("an outbox for each participant", () => {
  /** A storage with one survey of 0001 that waits. */
  async function withOneWaiting(name: string) {
    const storage = createIndexedDbStorage({ name });
    await storage.add("0001092821120000.json", JSON.stringify(aSurvey()));
    return storage;
  }

  it("sends nothing once it was stopped, also what it was just looking for", async () => {
    const storage = await withOneWaiting("stopped");
    const sendAll = vi.fn(async () => []);
    const outboxes = createParticipantOutboxes(storage, () => ({ sendAll }));
    const looking = outboxes.sendWaiting();
    await outboxes.stop();
    await looking;
    await outboxes.sendWaiting();
    expect((await storage.list()).length).toBe(1);
    expect(sendAll).not.toHaveBeenCalled();
  });

  it("has no trouble any more when another tab has sent what could not be sent here", async () => {
    const storage = await withOneWaiting("other-tab");
    const failed = { status: "failed", code: "network", message: "no", retryable: true } as const;
    const outboxes = createParticipantOutboxes(storage, () => ({
      sendAll: async (surveys) => Array.from(surveys, () => failed),
    }));
    const { promise: troubled, resolve } = Promise.withResolvers<void>();
    outboxes.subscribe(({ type }) => type === "next_try" && resolve());
    await outboxes.sendWaiting();
    await troubled;
    expect([...outboxes.troubles().keys()]).toEqual(["0001"]);

    const [entry] = await storage.list();
    await storage.remove({ key: entry?.key ?? "", text: undefined });
    outboxes.of("0001").wake();
    await vi.waitFor(() => expect([...outboxes.troubles()]).toEqual([]));
    await outboxes.stop();
  });
});

describe("a participant's client", () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(403).end();
  });
  let endpoint = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    endpoint = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };

  it.each(["0002", undefined])("sends no survey of 0001 for %s, whatever the storage says", async (owner) => {
    const config = { queueUrl: QUEUE_URL, region: "eu-central-1", endpoint, credentials };
    const client = connect(config, owner, { codeOf: async () => undefined });
    const outcomes = await client.sendAll([JSON.stringify(aSurvey()), "no survey"]);
    expect(outcomes).toMatchObject([
      { status: "failed", code: "access_denied" },
      { status: "refused", reasons: [{ code: "not_json" }] },
    ]);
    expect(requests).toBe(0);
  });

  it("sends nothing without an enrolment code, where each participant has one", async () => {
    const config = { queueUrl: QUEUE_URL, region: "eu-central-1", endpoint, credentialsUrl: endpoint };
    const client = connect(config, "0001", { codeOf: async () => undefined });
    expect(await client.sendAll([JSON.stringify(aSurvey())])).toMatchObject([
      { status: "failed", code: "access_denied", cause: { code: "CREDENTIALS_REFUSED" } },
    ]);
    expect(requests).toBe(0);
  });
});
