import { judge } from "@lab/study";
import { type RejectedSurvey, rejectedSurveySchema } from "@lab/survey-schema";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import type { SQSMessageAttributes, SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { processBatch, type Senders } from "../../src/index.ts";
import { instantClock, recordingObserver } from "../fixtures.ts";
import { memoryStores } from "../memory-stores.ts";

const ROLE = "AROADBQP57FF2AEXAMPLE";
const perParticipant: Senders = { mode: "per-participant", roleId: ROLE };
const KEY = "0001092821120000.json";

interface Sent {
  readonly body: string;
  readonly senderId?: string | undefined;
  readonly messageAttributes?: SQSMessageAttributes;
}

/** A record as Lambda hands it over; without a sender, one that somebody made up and invoked the function with. */
function recordOf({ body, senderId, messageAttributes = {} }: Sent, index: number): SQSRecord {
  const record = { ...sqsRecord(`m${index}`, body), messageAttributes };
  const { SenderId: _, ...others } = record.attributes;
  return { ...record, attributes: JSON.parse(JSON.stringify({ ...others, SenderId: senderId })) };
}

async function run(senders: Senders, sent: readonly Sent[]) {
  const memory = memoryStores();
  const observer = recordingObserver();
  const { batchItemFailures } = await processBatch(sent.map(recordOf), {
    judge,
    senders,
    stores: memory.stores,
    queue: { changeVisibility: async () => undefined },
    clock: instantClock(),
    observer,
    timeLeft: 25_000,
  });
  expect(batchItemFailures).toEqual([]);
  const verdicts = sent.map((_, index) => observer.outcomes.get(`m${index}`)?.verdict);
  const rejected = new Map<string, RejectedSurvey>();
  for (const document of memory.rejected.values()) {
    const parsed = rejectedSurveySchema.parse(JSON.parse(document));
    rejected.set(parsed.message_id, parsed);
  }
  return { ...memory, verdicts, rejected };
}

const forged = (value: string) => ({
  dataType: "String" as const,
  stringValue: value,
  stringListValues: [],
  binaryListValues: [],
});

describe("where every participant has credentials of their own", () => {
  it("takes a survey that the participant's own session sent", async () => {
    const { verdicts, surveys } = await run(perParticipant, [
      { body: surveyText(), senderId: `${ROLE}:0001` },
      { body: surveyText({ user_id: "Ab_-9" }), senderId: `${ROLE}:Ab_-9` },
    ]);
    expect(verdicts).toEqual(["accepted", "accepted"]);
    expect(surveys.size).toBe(2);
  });

  it.each([
    ["another participant", `${ROLE}:0002`],
    ["a participant whose id only begins the same", `${ROLE}:00011`],
    ["a participant whose id is its beginning", `${ROLE}:000`],
    ["a participant whose id only ends the same", `${ROLE}:x0001`],
    ["a session of that name of another role", "AROAOTHEREXAMPLEROLE1:0001"],
    ["a role whose id only begins the same", `${ROLE}X:0001`],
    ["the role in other letters", `${ROLE.toLowerCase()}:0001`],
    ["the role without a session", ROLE],
    ["the role and an empty session", `${ROLE}:`],
    ["a session within the session", `${ROLE}:0001:0001`],
    ["a user", "AIDAJ45Q7YFFAREXAMPLE"],
    ["a user who is named like the participant", "0001"],
    ["the account", "123456789012"],
    ["nobody, by an empty attribute", ""],
    ["nobody, without the attribute", undefined],
  ])("rejects what %s sent, byte for byte, and says who sent it", async (_, senderId) => {
    const body = ` ${surveyText()}\n`;
    const { verdicts, rejected, surveys, submissions, participants } = await run(perParticipant, [
      { body, senderId },
    ]);
    expect(verdicts).toEqual(["rejected"]);
    expect(rejected.get("m0")).toMatchObject({
      body,
      reasons: [{ code: "wrong_sender", sender_id: senderId ?? "" }],
    });
    expect([surveys.size, submissions.size, participants.size]).toEqual([0, 0, 0]);
  });

  it("tells participants apart whose ids differ only in case", async () => {
    const body = surveyText({ user_id: "ANNA" });
    const { verdicts } = await run(perParticipant, [{ body, senderId: `${ROLE}:anna` }]);
    expect(verdicts).toEqual(["rejected"]);
  });

  it.each(["SenderId", "senderId", "SENDERID", "senderid", "AWS.SenderId", "Sender-Id"])(
    "is not impressed by a message attribute %s, nor by fields of the body",
    async (name) => {
      const claim = `${ROLE}:0001`;
      const body = surveyText({ [name]: claim, attributes: { SenderId: claim }, sender_id: claim });
      const messageAttributes = { [name]: forged(claim) };
      const { verdicts } = await run(perParticipant, [
        { body, senderId: `${ROLE}:0002`, messageAttributes },
        { body, messageAttributes },
      ]);
      expect(verdicts).toEqual(["rejected", "rejected"]);
    },
  );

  it("takes a participant's own survey whatever its attributes and fields claim", async () => {
    const claim = `${ROLE}:0002`;
    const body = surveyText({ SenderId: claim, attributes: { SenderId: claim } });
    const messageAttributes = { SenderId: forged(claim) };
    const { verdicts } = await run(perParticipant, [{ body, senderId: `${ROLE}:0001`, messageAttributes }]);
    expect(verdicts).toEqual(["accepted"]);
  });

  it("keeps the participant's key, count and answers free of a forged survey, whichever comes first", async () => {
    const own = surveyText({ freetext: "mine" });
    const forgery = surveyText({ freetext: "forged" });
    const later = surveyText({ freetext: "forged, later", timestamp: "092821120001" });
    for (const forgedFirst of [true, false]) {
      const forgeries = [forgery, later].map((body) => ({ body, senderId: `${ROLE}:0002` }));
      const mine = { body: own, senderId: `${ROLE}:0001` };
      const sent = forgedFirst ? [...forgeries, mine] : [mine, ...forgeries];
      const { verdicts, surveys, participants } = await run(perParticipant, sent);
      expect(verdicts.toSorted()).toEqual(["accepted", "rejected", "rejected"]);
      expect([...surveys].map(([key, { body }]) => [key, body])).toEqual([[KEY, own]]);
      expect(participants.get("0001")).toMatchObject({ num_submission: 1, freetext: "mine" });
    }
  });

  it("does not call a copy of a stored survey a duplicate when somebody else sent it", async () => {
    const { verdicts, participants } = await run(perParticipant, [
      { body: surveyText(), senderId: `${ROLE}:0001` },
      { body: surveyText(), senderId: `${ROLE}:0002` },
      { body: surveyText(), senderId: `${ROLE}:0001` },
    ]);
    expect(verdicts).toEqual(["accepted", "rejected", "duplicate"]);
    expect(participants.get("0001")?.num_submission).toBe(1);
  });

  it("gives every reason that applies, and no sender's where the body names no participant", async () => {
    const { rejected } = await run(perParticipant, [
      { body: surveyText({ time_elapsed: 1, freetext: " " }), senderId: `${ROLE}:0002` },
      { body: surveyText({ time_elapsed: 1 }), senderId: `${ROLE}:0001` },
      { body: "no survey", senderId: `${ROLE}:0002` },
      { body: surveyText({ user_id: "a:b" }), senderId: `${ROLE}:a:b` },
    ]);
    const codes = [...rejected].map(([id, { reasons }]) => [id, reasons.map(({ code }) => code)]);
    expect(Object.fromEntries(codes)).toEqual({
      m0: ["wrong_sender", "too_fast", "no_text"],
      m1: ["too_fast"],
      m2: ["not_json"],
      m3: ["malformed"],
    });
  });
});

describe("where the app is trusted", () => {
  it("takes a survey of every participant from whoever sent it", async () => {
    const senderIds = ["AIDAJ45Q7YFFAREXAMPLE", `${ROLE}:0002`, "123456789012", "", undefined];
    const { verdicts } = await run(
      { mode: "trusted-app" },
      senderIds.map((senderId, index) => ({ body: surveyText({ user_id: `p${index}` }), senderId })),
    );
    expect(verdicts).toEqual(senderIds.map(() => "accepted"));
  });
});
