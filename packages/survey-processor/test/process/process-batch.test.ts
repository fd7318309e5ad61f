import { judge } from "@lab/study";
import { rejectedSurveySchema } from "@lab/survey-schema";
import { sent, sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { processBatch, type Stores } from "../../src/index.ts";
import { instantClock, recordingObserver } from "../fixtures.ts";
import { memoryStores } from "../memory-stores.ts";
import { runBatch } from "./run-batch.ts";

describe("a batch", () => {
  it("keeps the nine good ones when one is poison, and keeps the poison byte for byte", async () => {
    const { stores, surveys, rejected } = memoryStores();
    const poison = '{"user_id": "../../etc", "\u0000": "\\ud800", ]';
    const good = Array.from({ length: 9 }, (_, i) => surveyText({ user_id: `p${i}` }));
    const { failed, verdicts } = await runBatch([...good.slice(0, 4), poison, ...good.slice(4)], stores);
    expect(failed).toEqual([]);
    expect(verdicts.filter((verdict) => verdict === "accepted")).toHaveLength(9);
    expect(surveys.size).toBe(9);
    expect([...rejected.keys()]).toEqual(["2021-09-28/m4.json"]);
    const document = rejectedSurveySchema.parse(JSON.parse([...rejected.values()][0] ?? ""));
    expect(document).toMatchObject({ body: poison, reasons: [{ code: "not_json" }], message_id: "m4" });
  });

  it("stores one of two different surveys of the same second, and rejects the other as conflicting", async () => {
    const { stores, surveys, submissions } = memoryStores();
    const [first, second] = [surveyText({ q1: 1 }), surveyText({ q1: 2 })];
    const { verdicts, outcomes } = await runBatch([first, second], stores);
    expect(verdicts).toEqual(["accepted", "rejected"]);
    expect(outcomes.get("m1")).toMatchObject({ reasons: [{ code: "conflicting" }] });
    expect([...surveys.values()].map(({ body }) => body)).toEqual([first]);
    expect(submissions.size).toBe(1);
  });

  it("takes the same survey for a duplicate however it was serialised", async () => {
    const { stores, surveys } = memoryStores();
    const json = JSON.parse(surveyText({ extra: { b: 1, a: [1e3] } }));
    const first = JSON.stringify(json, null, 4);
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(json).reverse())).replace(
      "1000",
      "1e3",
    );
    expect((await runBatch([first, reordered], stores)).verdicts).toEqual(["accepted", "duplicate"]);
    expect([...surveys.values()].map(({ body }) => body)).toEqual([first]);
  });

  it("enters in the ledger what the object's own message says, whoever brings the survey again", async () => {
    const { stores, surveys, submissions } = memoryStores();
    const text = surveyText();
    // The first message was stored and then lost its transaction.
    const record = () => Promise.reject(new Error("DynamoDB is away"));
    const failing = { ...stores, tables: { ...stores.tables, record } };
    expect((await runBatch([text], failing)).failed).toEqual(["m0"]);
    const later = sqsRecord("m1", text.replace("{", "{ "));
    later.attributes.SentTimestamp = String(sent + 3_600_000);
    await processBatch([later], {
      judge,
      senders: { mode: "trusted-app" },
      stores,
      queue: { changeVisibility: async () => undefined },
      observer: recordingObserver(),
      clock: instantClock(),
      timeLeft: 25_000,
    });
    expect([...submissions.values()]).toEqual([
      expect.objectContaining({
        object_etag: surveys.get("0001092821120000.json")?.etag,
        received_at: new Date(sent).toISOString(),
      }),
    ]);
  });

  it("tells of an accepted survey whose device's clock is more than a day ahead", async () => {
    const bodies = [
      surveyText({ timestamp: "123199235959" }),
      surveyText({ user_id: "b", timestamp: "092921155959" }),
    ];
    const { outcomes } = await runBatch(bodies, memoryStores().stores);
    expect(outcomes.get("m0")).toMatchObject({ verdict: "accepted", clockAhead: true });
    expect(outcomes.get("m1")).toMatchObject({ verdict: "accepted", clockAhead: false });
  });

  it("lets a participant's surveys go one after the other, oldest first, and others' at the same time", async () => {
    const { stores } = memoryStores();
    const started: string[] = [];
    let atOnce = 0;
    let mostAtOnce = 0;
    const inFlight = new Map<string, number>();
    const tables: Stores["tables"] = {
      ...stores.tables,
      async record(recording, signal) {
        const { user_id, submission_time } = recording.submission;
        started.push(`${user_id} ${submission_time}`);
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        inFlight.set(user_id, (inFlight.get(user_id) ?? 0) + 1);
        expect(inFlight.get(user_id)).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inFlight.set(user_id, 0);
        atOnce--;
        return await stores.tables.record(recording, signal);
      },
    };
    const inReverse = ["010122000000", "123121000000", "092821120000"];
    const bodies = inReverse.flatMap((timestamp) => [
      surveyText({ user_id: "a", timestamp }),
      surveyText({ user_id: "b", timestamp }),
    ]);
    const { failed } = await runBatch(bodies, { ...stores, tables });
    expect(failed).toEqual([]);
    expect(mostAtOnce).toBe(2);
    const ofA = started.filter((entry) => entry.startsWith("a"));
    expect(ofA).toEqual(["a 2021-09-28T12:00:00", "a 2021-12-31T00:00:00", "a 2022-01-01T00:00:00"]);
  });
});
