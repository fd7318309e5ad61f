import { rejectedDocumentSchema, type Withdrawal } from "@lab/survey-schema";
import { sent } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { StoreBusyError, type Stores, UnreadableWithdrawalError } from "../../src/index.ts";
import { memoryStores } from "../memory-stores.ts";
import { runBatch } from "./run-batch.ts";

const at = (time: number) => new Date(time).toISOString();
const erase: Withdrawal = { mode: "erase", at: at(sent + 1_000_000), by: "anna@lab" };

/** Stores in which a participant has withdrawn. */
function storesWith(withdrawal: Withdrawal, user_id = "0001") {
  const memory = memoryStores();
  memory.participants.set(user_id, { user_id, num_submission: 0, format: 1, withdrawal });
  return memory;
}

/** Everything that the stores hold, as one text. */
function everythingIn({ surveys, rejected, submissions, participants }: ReturnType<typeof memoryStores>) {
  return JSON.stringify([surveys, rejected, submissions, participants].map((map) => [...map]));
}

describe("a survey of a participant who has withdrawn", () => {
  it("is stored nowhere, and only its message id and times are kept", async () => {
    const memory = storesWith(erase);
    const { failed, outcomes } = await runBatch([surveyText({ freetext: "secret" })], memory.stores);
    expect(failed).toEqual([]);
    expect(outcomes.get("m0")).toMatchObject({ verdict: "rejected", reasons: [{ code: "withdrawn" }] });
    expect(memory.surveys.size).toBe(0);
    expect(memory.submissions.size).toBe(0);
    const [document = ""] = memory.rejected.values();
    expect(JSON.parse(document)).toEqual({
      format: 1,
      reasons: [{ code: "withdrawn" }],
      message_id: "m0",
      sent_at: at(sent),
      rejected_at: expect.stringMatching(/Z$/),
    });
    expect(rejectedDocumentSchema.safeParse(JSON.parse(document)).success).toBe(true);
    expect(everythingIn(memory)).not.toContain("secret");
  });

  it.each([
    ["malformed", '{"user_id":"0001","q1":"secret"}'],
    ["of an unknown questionnaire", surveyText({ questionnaire: "secret@9" })],
    ["too fast", surveyText({ time_elapsed: 1, freetext: "secret" })],
  ])("is withdrawn, whatever else is wrong with it: %s", async (_, body) => {
    const memory = storesWith(erase);
    const { outcomes } = await runBatch([body], memory.stores);
    expect(outcomes.get("m0")).toMatchObject({ reasons: [{ code: "withdrawn" }] });
    expect(everythingIn(memory)).not.toContain("secret");
  });

  it("harms no neighbour, not even one whose id begins like hers", async () => {
    const memory = storesWith(erase, "1");
    const bodies = ["1", "10", "1-", "01"].map((user_id) => surveyText({ user_id }));
    const { verdicts } = await runBatch(bodies, memory.stores);
    expect(verdicts).toEqual(["rejected", "accepted", "accepted", "accepted"]);
  });

  it("is processed as usual if the queue took it before, and what was collected is kept", async () => {
    const memory = storesWith({ mode: "keep", at: at(sent + 1), by: "anna@lab" });
    expect((await runBatch([surveyText()], memory.stores)).verdicts).toEqual(["accepted"]);
    expect(memory.participants.get("0001")).toMatchObject({
      num_submission: 1,
      withdrawal: { mode: "keep" },
    });
  });

  it("is withdrawn from the very millisecond of the tombstone on", async () => {
    const { stores } = storesWith({ mode: "keep", at: at(sent), by: "anna@lab" });
    expect((await runBatch([surveyText()], stores)).verdicts).toEqual(["rejected"]);
  });

  it("is withdrawn even if the tombstone comes after its raw object was put", async () => {
    const memory = memoryStores();
    const surveysBucket: Stores["surveysBucket"] = {
      ...memory.stores.surveysBucket,
      async putIfAbsent(survey, signal) {
        const put = await memory.stores.surveysBucket.putIfAbsent(survey, signal);
        memory.participants.set("0001", { user_id: "0001", num_submission: 0, format: 1, withdrawal: erase });
        return put;
      },
    };
    const { outcomes } = await runBatch([surveyText()], { ...memory.stores, surveysBucket });
    expect(outcomes.get("m0")).toMatchObject({ reasons: [{ code: "withdrawn" }] });
    expect(memory.submissions.size).toBe(0);
  });

  it("is the sender's where each participant has credentials, whomever its body names", async () => {
    const memory = storesWith(erase, "sender");
    const senders = { mode: "per-participant", roleId: "AROAEXAMPLE" } as const;
    const bodies = [surveyText({ user_id: "named", freetext: "secret" })];
    const { outcomes } = await runBatch(bodies, memory.stores, { senders }, 1, "AROAEXAMPLE:sender");
    expect(outcomes.get("m0")).toMatchObject({ reasons: [{ code: "withdrawn" }] });
    expect(everythingIn(memory)).not.toContain("secret");
  });
});

describe("reading who has withdrawn", () => {
  it("asks once for all participants of a batch, and not at all for bodies that name nobody", async () => {
    const { stores } = memoryStores();
    const asked: (readonly string[])[] = [];
    const tables: Stores["tables"] = {
      ...stores.tables,
      async participants(ids, signal) {
        asked.push(ids);
        return await stores.tables.participants(ids, signal);
      },
    };
    await runBatch(["{", "[]", '{"user_id":"../etc"}'], { ...stores, tables });
    expect(asked).toEqual([]);
    const bodies = [surveyText(), surveyText({ timestamp: "092921120000" }), '{"user_id":"b"}', "{"];
    await runBatch(bodies, { ...stores, tables });
    expect(asked).toEqual([["0001", "b"]]);
  });

  it("lets nothing of anybody into a bucket while there is no answer", async () => {
    const memory = memoryStores();
    const participants = () => Promise.reject(new Error("DynamoDB is away"));
    const tables = { ...memory.stores.tables, participants };
    const { failed } = await runBatch([surveyText(), '{"user_id":"b"}', "{"], { ...memory.stores, tables });
    expect(failed).toEqual(["m0", "m1"]);
    expect(memory.surveys.size).toBe(0);
    expect([...memory.rejected.keys()]).toEqual(["2021-09-28/m2.json"]);
  });

  it("asks again for whom DynamoDB left out", async () => {
    const { stores } = storesWith(erase, "b");
    const asked: (readonly string[])[] = [];
    const tables: Stores["tables"] = {
      ...stores.tables,
      async participants(ids, signal) {
        asked.push(ids);
        const [first = "", ...unread] = ids;
        return { ...(await stores.tables.participants([first], signal)), unread };
      },
    };
    const bodies = ["a", "b", "c"].map((user_id) => surveyText({ user_id }));
    const { verdicts } = await runBatch(bodies, { ...stores, tables });
    expect(asked).toEqual([["a", "b", "c"], ["b", "c"], ["c"]]);
    expect(verdicts).toEqual(["accepted", "rejected", "accepted"]);
  });

  it("gives the batch back when DynamoDB keeps leaving participants out", async () => {
    const { stores } = memoryStores();
    const participants: Stores["tables"]["participants"] = async (ids) => ({ found: new Map(), unread: ids });
    const { failed, errors } = await runBatch([surveyText()], {
      ...stores,
      tables: { ...stores.tables, participants },
    });
    expect(failed).toEqual(["m0"]);
    expect(errors.get("m0")).toBeInstanceOf(StoreBusyError);
  });

  it("gives the batch back when a tombstone cannot be read", async () => {
    const { stores } = memoryStores();
    const participants = () => Promise.reject(new UnreadableWithdrawalError());
    const { failed } = await runBatch([surveyText()], {
      ...stores,
      tables: { ...stores.tables, participants },
    });
    expect(failed).toEqual(["m0"]);
  });
});
