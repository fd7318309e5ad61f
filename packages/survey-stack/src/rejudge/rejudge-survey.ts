import { hash } from "node:crypto";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import {
  DOCUMENT_FORMAT,
  type RejectedSurvey,
  rejudgedObjectKey,
  type UndeliveredSurvey,
  undeliveredObjectKey,
} from "@lab/survey-schema";
import { putDocument } from "../contents/put-document.ts";
import { type RedriveOutcome, redriveSurvey } from "../redrive/redrive-survey.ts";
import type { Stack } from "../stack/stack.ts";
import { isMessageWithdrawn, keptMessage } from "../withdraw/kept-message.ts";
import { type RejectedListing, readRejected } from "./list-rejected.ts";

/**
 * Gives a rejected survey to the processor again, with the same body, id, time and sender, so that it is judged by the study as it is
 * now.
 *
 * Its document is copied to `rejudged/` first. Then the survey waits under `undelivered/`, and the document leaves the place under
 * which a new rejection would lie, since the processor puts nothing over another document. From there it is redriven. Whoever is
 * interrupted leaves it in one of these places, and running `rejudge` or `redrive` again goes on from there.
 */
export async function rejudgeSurvey(
  stack: Stack,
  { key, messageId }: Pick<RejectedListing, "key" | "messageId">,
  signal?: AbortSignal,
): Promise<RedriveOutcome> {
  const stored = await readRejected(stack, key);
  if (stored === undefined) return { messageId, status: "missing" };
  const { text, rejected } = stored;
  // Erasing finds it where it is.
  if (await isMessageWithdrawn(stack, keptMessage(rejected))) return { messageId, status: "withdrawn" };
  await putDocument(stack, rejudgedObjectKey({ messageId, rejectedAt: rejected.rejected_at }), text);
  await putDocument(stack, undeliveredObjectKey(messageId), JSON.stringify(undeliveredOf(rejected, stack)));
  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.outputs.rejectedBucketName, Key: key }));
  return await redriveSurvey(stack, messageId, signal);
}

/** The message that a rejected survey came with, as far as its document tells. */
function undeliveredOf(
  { message_id, sent_at, sender_id, body, rejected_at }: RejectedSurvey,
  { outputs }: Stack,
): UndeliveredSurvey {
  const sent = String(Date.parse(sent_at));
  return {
    format: DOCUMENT_FORMAT,
    message: {
      messageId: message_id,
      body,
      attributes: {
        SentTimestamp: sent,
        SenderId: sender_id,
        ApproximateReceiveCount: "1",
        ApproximateFirstReceiveTimestamp: sent,
      },
      messageAttributes: {},
      md5OfBody: hash("md5", body),
      eventSource: "aws:sqs",
      eventSourceARN: outputs.queueArn,
      awsRegion: outputs.region,
    },
    archived_at: rejected_at,
  };
}
