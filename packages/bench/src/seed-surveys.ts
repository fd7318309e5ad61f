import { hash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { judge, momentary2 } from "@lab/study";
import { canonicalSha256 } from "@lab/survey-processor";
import { randomAnswers, submissionOf, surveyObjectKey, surveyTimestamp } from "@lab/survey-schema";
import { type Random, type Stack, seededRandom } from "@lab/survey-stack";
import pMap from "p-map";

/** Items that one BatchWriteItem takes. */
const BATCH = 25;
const BATCHES_IN_FLIGHT = 8;
const firstSent = Date.parse("2026-03-02T08:00:00Z");
const INTERVAL = 3 * 3_600_000;

/** Which surveys of an endless row: those from one number to another, so many of each participant. */
export interface SeededRange {
  readonly from: number;
  readonly to: number;
  readonly perParticipant: number;
}

/** Puts surveys and their ledger items where the processor would have put them. The queue and the function have no part in it. */
export async function seedSurveys(
  { s3, dynamodb, outputs }: Stack,
  { from, to, perParticipant }: SeededRange,
  onStored: (done: number) => void,
): Promise<void> {
  const random = seededRandom(from);
  const starts = Array.from({ length: Math.ceil((to - from) / BATCH) }, (_, i) => from + i * BATCH);
  const store = async (first: number) => {
    const numbers = Array.from({ length: Math.min(BATCH, to - first) }, (_, i) => first + i);
    const items = numbers.map((number) => surveyItem(number, perParticipant, random));
    await Promise.all(
      items.map(({ key, body }) =>
        s3.send(new PutObjectCommand({ Bucket: outputs.surveysBucketName, Key: key, Body: body })),
      ),
    );
    const PutRequests = items.map(({ submission }) => ({ PutRequest: { Item: { ...submission } } }));
    await dynamodb.send(
      new BatchWriteCommand({ RequestItems: { [outputs.submissionsTableName]: PutRequests } }),
    );
    onStored(first + numbers.length);
  };
  await pMap(starts, store, { concurrency: BATCHES_IN_FLIGHT });
}

function surveyItem(number: number, perParticipant: number, random: Random) {
  const sent = new Date(firstSent + (number % perParticipant) * INTERVAL);
  const body = JSON.stringify({
    user_id: `p${String(Math.floor(number / perParticipant)).padStart(6, "0")}`,
    timestamp: surveyTimestamp(sent),
    time_elapsed: 30 + (number % 90),
    questionnaire: "momentary@2",
    timezone: "Europe/Berlin",
    ...randomAnswers(momentary2, random),
  });
  const parsed = judge.parse(body);
  if (!parsed.wellFormed || !parsed.known) throw new TypeError(`no survey: ${body}`);
  const submission = submissionOf(parsed.survey, [], {
    canonicalSha256: canonicalSha256(parsed.json),
    etag: hash("md5", body),
    receivedAt: sent.toISOString(),
  });
  return { key: surveyObjectKey(parsed.survey), body, submission };
}
