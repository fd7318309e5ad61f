import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { momentary2, study } from "@lab/study";
import { createProcessor, sqsSurveyQueue, systemClock } from "@lab/survey-processor";
import { randomAnswers, rejudgedObjectKey, type Study, undeliveredObjectKey } from "@lab/survey-schema";
import { listRejected, readStackState, reconcile, rejudgeSurvey, type Stack } from "@lab/survey-stack";
import { sqsRecord } from "@lab/testing/sqs-record";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { type Pipeline, startPipeline, timestampOf } from "./pipeline.ts";

const { signal } = new AbortController();

/** The study before version 2 of its second questionnaire, as a function has it that was rolled back. */
const before: Study = { ...study, questionnaires: study.questionnaires.filter((one) => one !== momentary2) };

const bodies = [0, 1, 2].map((i) =>
  JSON.stringify({
    ...{ user_id: "0001", timestamp: timestampOf(i), questionnaire: "momentary@2" },
    // The last was answered too fast, which nobody could tell before.
    ...{ time_elapsed: i === 2 ? 10 : 60 },
    ...randomAnswers(momentary2, () => 0),
  }),
);

/** Has the function of before process the surveys: it rejects and keeps them. */
async function processBefore({ stack }: Pipeline): Promise<void> {
  const { s3, dynamodb, sqs, outputs } = stack;
  const processor = createProcessor({
    study: before,
    s3,
    dynamodb,
    queue: sqsSurveyQueue(sqs, outputs.queueUrl),
    names: outputs,
    senders: { mode: "trusted-app" },
    clock: systemClock,
    observer: { processed: () => undefined, failed: () => undefined, visibilityUnchanged: () => undefined },
  });
  const records = bodies.map((body, i) => sqsRecord(`m${i}`, body));
  expect(await processor(records, 20_000)).toEqual({ batchItemFailures: [] });
}

const placesOf = async (stack: Stack) => {
  const { surveys, rejected, undelivered, submissions, participants } = await readStackState(stack);
  return {
    stored: [...surveys.values()].toSorted(),
    reasons: [...rejected.values()].map(({ message_id, reasons }) => [
      message_id,
      ...reasons.map(({ code }) => code),
    ]),
    undelivered: [...undelivered],
    counted: [submissions.length, participants[0]?.num_submission],
  };
};

describe("surveys of a version that a rolled back function did not know", () => {
  it("are kept, named by reconcile, and stored and counted once when they are judged again", async () => {
    await using pipeline = await startPipeline();
    const { stack, cloud } = pipeline;
    await processBefore(pipeline);
    expect((await placesOf(stack)).reasons).toEqual([0, 1, 2].map((i) => [`m${i}`, "unknown_questionnaire"]));
    const { differences, notes } = await reconcile(stack, { signal });
    expect(differences).toEqual([]);
    expect(notes.map(({ kind }) => kind)).toEqual(Array(3).fill("questionnaire_known_now"));

    const env = await envFileOf(cloud.environment);
    const listed = await labSurvey(["rejudge", "--env", env]);
    expect(listed.stdout).toMatch(/m0 .*unknown_questionnaire +momentary@2/);
    expect(listed.stdout).toContain("3 can be judged again");
    expect(await placesOf(stack)).toMatchObject({ stored: [], undelivered: [] });

    const ran = await labSurvey(["rejudge", "--env", env, "--run", "--json"]);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      ok: true,
      outcomes: [{ verdict: "accepted" }, { verdict: "accepted" }, { verdict: "rejected" }],
    });
    expect(await placesOf(stack)).toEqual({
      stored: bodies.slice(0, 2).toSorted(),
      reasons: [["m2", "too_fast"]],
      undelivered: [],
      counted: [2, 2],
    });
    expect(await reconcile(stack, { signal, deep: true })).toMatchObject({
      differences: [],
      notes: [],
      ...{ objects: 2, rejected: 1, rejudged: 3, redriven: 3 },
    });

    // A version that nobody has yet is left, and so is what is rejected for a reason that follows from its body alone.
    await pipeline.send([JSON.stringify({ ...JSON.parse(bodies[0] ?? ""), questionnaire: "momentary@9" })]);
    await pipeline.settle();
    const again = await labSurvey(["rejudge", "--env", env, "--run"]);
    expect(again.stdout).toContain("0 judged again. 1 left, of versions that this study does not have.");
    expect(again.code).toBe(0);
  });

  it("wait under undelivered/ with their sender when the processor fails, and are lost by nobody's hand", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await processBefore(pipeline);
    const [first] = await listRejected(stack, ["unknown_questionnaire"]);
    if (first === undefined) throw new TypeError("nothing was rejected");
    const broken = { ...stack, outputs: { ...stack.outputs, functionName: "nobody" } };
    expect(await rejudgeSurvey(broken, first)).toMatchObject({ status: "failed" });
    const document = await stack.s3.send(
      new GetObjectCommand({
        Bucket: stack.outputs.rejectedBucketName,
        Key: undeliveredObjectKey(first.messageId),
      }),
    );
    const { message } = JSON.parse((await document.Body?.transformToString()) ?? "");
    expect(message).toMatchObject({ body: bodies[0], attributes: { SenderId: "AIDAEXAMPLE" } });
    expect((await reconcile(stack, { signal })).differences).toEqual([]);

    const env = await envFileOf(pipeline.cloud.environment);
    const redriven = await labSurvey(["redrive", "--env", env, "--run"]);
    expect(redriven.stdout).toContain("1 redriven (1 accepted)");
    expect(await placesOf(stack)).toMatchObject({ stored: [bodies[0]], undelivered: [], counted: [1, 1] });
  });

  it("that are gone without a copy are still missed by reconcile", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await processBefore(pipeline);
    const [first, second] = await listRejected(stack, ["unknown_questionnaire"]);
    if (first === undefined || second === undefined) throw new TypeError("nothing was rejected");
    await rejudgeSurvey(stack, first);
    const copies = await stack.s3.send(
      new ListObjectsV2Command({ Bucket: stack.outputs.rejectedBucketName, Prefix: "rejudged/" }),
    );
    expect(copies.Contents?.map(({ Key }) => Key)).toEqual([
      expect.stringMatching(rejudgedObjectKey({ messageId: first.messageId, rejectedAt: "20.*Z" })),
    ]);
    await stack.s3.send(
      new DeleteObjectCommand({ Bucket: stack.outputs.rejectedBucketName, Key: second.key }),
    );
    expect((await reconcile(stack, { signal })).differences).toEqual([
      { kind: "rejected_document_deleted", key: second.key },
    ]);
  });
});
