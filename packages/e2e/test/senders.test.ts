import type { RejectedDocument } from "@lab/survey-schema";
import { readStackState, receiptOf, reconcile, redriveAll, type SentSurvey } from "@lab/survey-stack";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { archived, giveUpAfterOneReceive, takeAway } from "./dead-letters.ts";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { keyOf, type Pipeline, startPipeline } from "./pipeline.ts";
import { perParticipant, phoneOf } from "./vend-credentials.ts";

const DAY = 86_400_000;

/** Waits until the queue is empty, and tells what became of messages that the phones sent. */
async function outcomeOf(pipeline: Pipeline, sent: readonly SentSurvey[]) {
  await pipeline.settle();
  const state = await readStackState(pipeline.stack);
  const rejected = new Map<string, RejectedDocument>();
  for (const document of state.rejected.values()) rejected.set(document.message_id, document);
  return { ...state, rejected, receipt: receiptOf(sent, state, pipeline.stack) };
}

describe("where every participant has credentials of their own", () => {
  it("stores what participants send for themselves, and of what they send for others nothing", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const anna = await phoneOf(pipeline, "anna");
    const ben = await phoneOf(pipeline, "ben-2");
    const forgery = surveyText({ user_id: "anna", freetext: "by ben" });
    const own = surveyText({ user_id: "anna", freetext: "by anna" });
    const forged = await ben.send(forgery);
    await pipeline.settle();
    const sent = [forged, await anna.send(own), await ben.send(surveyText({ user_id: "ben-2" }))];
    const { surveys, participants, rejected, receipt } = await outcomeOf(pipeline, sent);
    expect([...surveys.keys()].toSorted()).toEqual(["anna092821120000.json", "ben-2092821120000.json"]);
    expect(surveys.get(keyOf(own))).toBe(own);
    expect(participants.find(({ user_id }) => user_id === "anna")).toMatchObject({
      num_submission: 1,
      freetext: "by anna",
    });
    expect(rejected.get(forged.messageId)).toMatchObject({
      body: forgery,
      reasons: [{ code: "wrong_sender", sender_id: ben.senderId }],
    });
    expect(receipt).toMatchObject({ sent: 3, accepted: 2, rejected: 1, duplicates: 0, differences: [] });
    expect(receipt.rejectedBy).toEqual(new Map([["wrong_sender", 1]]));
    const { differences } = await reconcile(pipeline.stack, { signal: AbortSignal.timeout(30_000) });
    expect(differences).toEqual([]);
  });

  it("does not take the word of attributes or fields for who sent a survey", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const anna = await phoneOf(pipeline, "anna");
    const ben = await phoneOf(pipeline, "ben");
    const names = ["SenderId", "senderId", "senderid", "SENDERID"];
    const claims = Object.fromEntries(names.map((name) => [name, anna.senderId]));
    const fields = { ...claims, attributes: claims, messageAttributes: claims, sender_id: anna.senderId };
    const sent = [await ben.send(surveyText({ user_id: "anna", ...fields }), claims)];
    const { surveys, rejected } = await outcomeOf(pipeline, sent);
    expect(surveys.size).toBe(0);
    expect([...rejected.values()].map(({ reasons }) => reasons)).toEqual([
      [{ code: "wrong_sender", sender_id: ben.senderId }],
    ]);
  });

  it("rejects, and keeps, what anyone else sends who may: the owner of the account, for example", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const body = surveyText();
    await pipeline.send([body]);
    const { state, receipt } = await pipeline.settle();
    expect([...state.rejected.values()]).toMatchObject([
      { body, reasons: [{ code: "wrong_sender", sender_id: "000000000000" }] },
    ]);
    expect(receipt).toMatchObject({ sent: 1, rejected: 1, accepted: 0, differences: [] });
  });

  it("takes no spike, which would only fill the rejected bucket", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const env = await envFileOf(pipeline.cloud.environment);
    const { code, stderr } = await labSurvey(["spike", "--participants", "2", "--env", env]);
    expect(code).toBe(2);
    expect(stderr).toContain("senders: per-participant");
    const { state } = await pipeline.settle();
    expect([state.surveys.size, state.rejected.size]).toEqual([0, 0]);
  });

  it("knows who sent a survey that was given up and is redriven", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const { cloud, stack } = pipeline;
    const anna = await phoneOf(pipeline, "anna");
    const ben = await phoneOf(pipeline, "ben");
    await giveUpAfterOneReceive(stack);
    const bringSurveysBack = await takeAway(stack, stack.outputs.surveysBucketName);
    const givenUp = archived(cloud, 1);
    const own = await anna.send(surveyText({ user_id: "anna" }));
    expect(await givenUp).toEqual([own.messageId]);
    await bringSurveysBack();
    // Redriven with the operator's credentials; the sender stays who it was.
    expect(await redriveAll(stack, [own.messageId])).toEqual([
      { messageId: own.messageId, status: "redriven", verdict: "accepted" },
    ]);
    const forged = await ben.send(surveyText({ user_id: "anna", timestamp: "092821120001" }));
    const { surveys, rejected, receipt } = await outcomeOf(pipeline, [own, forged]);
    expect([...surveys.values()]).toEqual([own.body]);
    expect(rejected.get(forged.messageId)?.reasons).toMatchObject([{ code: "wrong_sender" }]);
    expect(receipt).toMatchObject({ accepted: 1, rejected: 1, differences: [] });
    const { differences, notes } = await reconcile(stack, {
      signal: AbortSignal.timeout(30_000),
      deep: true,
    });
    expect({ differences, notes }).toEqual({ differences: [], notes: [] });
  });

  it("judges senders alike weeks later, when credentials and messages are long gone", async () => {
    await using pipeline = await startPipeline(perParticipant);
    const { cloud, stack } = pipeline;
    const anna = await phoneOf(pipeline, "anna");
    const ben = await phoneOf(pipeline, "ben");
    const sentTimestamp = Date.now() - 20 * DAY;
    const deadLetter = (name: string, SenderId: string, timestamp: string) =>
      sqsRecord(
        `00000000-0000-4000-8000-${name.padStart(12, "0")}`,
        surveyText({ user_id: "anna", timestamp, SenderId: anna.senderId }),
        {
          attributes: {
            SentTimestamp: String(sentTimestamp),
            SenderId,
            ApproximateReceiveCount: "201",
            ApproximateFirstReceiveTimestamp: String(sentTimestamp + 5),
          },
          messageAttributes: { SenderId: { dataType: "String", stringValue: anna.senderId } },
          eventSourceARN: cloud.deadLetterTrigger.declaration.queueArn,
          awsRegion: stack.outputs.region,
        },
      );
    const own = deadLetter("1", anna.senderId, "092821120000");
    const forged = deadLetter("2", ben.senderId, "092821120001");
    const Records = [own, forged];
    expect(await cloud.archiver.invoke({ Records })).toEqual({ batchItemFailures: [] });
    const outcomes = await redriveAll(
      stack,
      Records.map(({ messageId }) => messageId),
    );
    expect(outcomes).toEqual([
      { messageId: own.messageId, status: "redriven", verdict: "accepted" },
      { messageId: forged.messageId, status: "redriven", verdict: "rejected" },
    ]);
    const { state } = await pipeline.settle();
    const day = new Date(sentTimestamp).toISOString().slice(0, 10);
    expect([...state.surveys.values()]).toEqual([own.body]);
    expect([...state.rejected]).toMatchObject([
      [
        `${day}/${forged.messageId}.json`,
        { body: forged.body, reasons: [{ code: "wrong_sender", sender_id: ben.senderId }] },
      ],
    ]);
  });
});

describe("where the app is trusted", () => {
  it("takes a survey for every participant from whoever may send: nothing ties them together", async () => {
    await using pipeline = await startPipeline({ config: { senders: "trusted-app" } });
    await pipeline.send([surveyText({ user_id: "anna" }), surveyText({ user_id: "ben" })]);
    const { state, receipt } = await pipeline.settle();
    expect(pipeline.cloud.outputs).not.toHaveProperty("senderRoleArn");
    expect([...state.surveys.keys()].toSorted()).toEqual(["anna092821120000.json", "ben092821120000.json"]);
    expect(receipt).toMatchObject({ sent: 2, accepted: 2, differences: [] });
  });
});
