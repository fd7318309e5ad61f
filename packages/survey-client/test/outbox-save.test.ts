import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import type { OutboxEvent } from "../src/index.ts";
import { setUpOutbox } from "./outbox-setup.ts";

const given = setUpOutbox();

describe("saving", () => {
  it("keeps a survey until the queue confirmed it", async () => {
    const outbox = given.outboxOf();
    const text = JSON.stringify(aSurvey(), null, 2);
    expect(await outbox.save(text)).toEqual({ id: "0001092821120000.json", alreadyWaiting: false });
    expect(await outbox.status()).toEqual({ waiting: 1, refused: 0, flushing: false });
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 0, incomplete: 0 });
    expect(given.sqs.bodies()).toEqual([text]);
    expect(await outbox.status()).toEqual({ waiting: 0, refused: 0, flushing: false });
  });

  it("takes the same survey, however it is written, as one entry", async () => {
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    const reversed = Object.fromEntries(Object.entries(aSurvey()).reverse());
    expect(await outbox.save(JSON.stringify(reversed, null, 4))).toMatchObject({ alreadyWaiting: true });
    expect((await outbox.status()).waiting).toBe(1);
  });

  it("refuses a different survey in an occupied second, and keeps the first", async () => {
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    for (const different of [aSurvey({ q1: 1 }), aSurvey({ extra: true })]) {
      await expect(outbox.save(different)).rejects.toMatchObject({
        name: "ConflictingSurveyError",
        code: "CONFLICTING_SURVEY",
        id: "0001092821120000.json",
      });
    }
    await outbox.flush();
    expect(given.sqs.bodies().map((body) => JSON.parse(body))).toEqual([aSurvey()]);
  });

  it.each([
    ["malformed", aSurvey({ q1: 9 }), [{ code: "malformed", issues: [{ path: ["q1"] }] }]],
    ["not JSON", "hello", [{ code: "not_json" }]],
    ["larger than SQS takes", aSurvey({ photo: "x".repeat(1_048_576) }), [{ code: "too_large" }]],
  ])("refuses what is %s, with the reasons", async (_, malformed, reasons) => {
    const outbox = given.outboxOf();
    await expect(outbox.save(malformed)).rejects.toMatchObject({ name: "RefusedSurveyError", reasons });
    expect(await outbox.status()).toMatchObject({ waiting: 0, refused: 0 });
  });

  it("names the fields of a malformed survey, and none of its values", async () => {
    const wrong = aSurvey({ q1: 9, freetext: 4711, user_id: "../etc" });
    await expect(given.outboxOf().save(wrong)).rejects.toThrow(
      /q1 must be an integer from 1 to 5.*freetext must be a string/,
    );
    await expect(given.outboxOf().save(wrong)).rejects.not.toThrow(/etc|4711/);
    const { q3, ...rest } = aSurvey();
    await expect(given.outboxOf().save(JSON.stringify(rest))).rejects.toThrow("q3 must be an integer");
    await expect(given.outboxOf().save("[]")).rejects.toThrow("must be a JSON object");
  });

  it.each([
    ["ENOSPC", "FULL"],
    ["EROFS", "NOT_PERMITTED"],
    ["EIO", "UNAVAILABLE"],
  ])("says so when the storage fails with %s", async (code, expected) => {
    const cause = Object.assign(new Error(`${code}: no`), { code });
    const outbox = given.outboxOf({ storage: { ...given.storage, add: () => Promise.reject(cause) } });
    await expect(outbox.save(aSurvey())).rejects.toMatchObject({
      name: "OutboxStorageError",
      code: expected,
      cause,
    });
  });
});

it("tells its observers what happens", async () => {
  const outbox = given.outboxOf();
  const seen: OutboxEvent[] = [];
  const unsubscribe = outbox.subscribe((event) => seen.push(event));
  await outbox.save(aSurvey());
  await given.storage.add("odd.json", "hello");
  await outbox.flush();
  unsubscribe();
  await outbox.save(aSurvey());
  const key = expect.any(String);
  expect(seen).toEqual([
    { type: "saved", id: "0001092821120000.json" },
    { type: "sent", key, messageId: "message 0" },
    { type: "refused", key, reasons: [{ code: "not_json" }] },
    { type: "progress", waiting: 0, sent: 1, refused: 1, failed: 0, incomplete: 0 },
  ]);
});
