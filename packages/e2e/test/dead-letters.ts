import { on } from "node:events";
import { CreateBucketCommand, DeleteBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { SurveyCloud } from "@lab/survey-cloud";
import { type UndeliveredSurvey, undeliveredSurveySchema } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";

/**
 * Makes a dead letter of every survey that failed once, where the stack would wait for a working day.
 *
 * @param attributes - of the queue to set besides.
 */
export async function giveUpAfterOneReceive(
  { sqs, outputs }: Stack,
  attributes: Readonly<Record<string, string>> = { VisibilityTimeout: "1" },
): Promise<void> {
  const QueueUrl = outputs.queueUrl;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["RedrivePolicy"] }),
  );
  const policy = JSON.parse(Attributes?.RedrivePolicy ?? "");
  const RedrivePolicy = JSON.stringify({ ...policy, maxReceiveCount: 1 });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { ...attributes, RedrivePolicy } }));
}

/** Brings dead letters that were not archived back in a second, not after the stack's three minutes. */
export async function hideDeadLettersForASecond({ sqs, outputs }: Stack): Promise<void> {
  const Attributes = { VisibilityTimeout: "1" };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: outputs.deadLetterQueueUrl, Attributes }));
}

/** Takes an empty bucket away: every request to it fails until the result is called. */
export async function takeAway({ s3 }: Stack, Bucket: string): Promise<() => Promise<void>> {
  await s3.send(new DeleteBucketCommand({ Bucket }));
  return async () => void (await s3.send(new CreateBucketCommand({ Bucket })));
}

/** Waits until the archiver has acknowledged so many dead letters; to be called before they are sent. */
export async function archived(cloud: SurveyCloud, count: number): Promise<readonly string[]> {
  const { queueArn } = cloud.deadLetterTrigger.declaration;
  const ids = new Set<string>();
  const signal = AbortSignal.timeout(60_000);
  for await (const [messages] of on(cloud.events, "messagesDeleted", { signal })) {
    if (messages.queueArn !== queueArn) continue;
    for (const id of messages.messageIds) ids.add(id);
    if (ids.size >= count) break;
  }
  return [...ids];
}

/** An object of the rejected bucket: its text, and the undelivered survey that it is. */
export async function undeliveredAt(
  { s3, outputs }: Stack,
  Key: string,
): Promise<{ text: string; survey: UndeliveredSurvey }> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: outputs.rejectedBucketName, Key }));
  const text = (await Body?.transformToString()) ?? "";
  return { text, survey: undeliveredSurveySchema.parse(JSON.parse(text)) };
}
