import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import {
  parseUndeliveredObjectKey,
  redrivenObjectKey,
  UNDELIVERED_PREFIX,
  type UndeliveredSurvey,
  undeliveredObjectKey,
  undeliveredSurveySchema,
} from "@lab/survey-schema";
import { deleteVersions, versionsOfKeys } from "../contents/object-versions.ts";
import { parseJson } from "../contents/parse-json.ts";
import { putDocument } from "../contents/put-document.ts";
import { listObjects, readObjectIfThere } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";

/** An undelivered survey as it is stored: its document, and the text that it was read from. */
export interface StoredUndelivered {
  readonly survey: UndeliveredSurvey;
  readonly text: string;
}

/** Thrown when an object under `undelivered/` is not what the archiver writes; its bytes are left alone. */
export class UnreadableUndeliveredError extends Error {
  override readonly name = "UnreadableUndeliveredError";
  readonly code = "UNREADABLE_UNDELIVERED";

  constructor(key: string) {
    super(`the object ${key} is not an undelivered survey`);
  }
}

/** Lists the ids of the messages that wait under `undelivered/`, page by page. */
export async function* undeliveredIds({ s3, outputs }: Stack): AsyncGenerator<readonly string[]> {
  for await (const page of listObjects(s3, outputs.rejectedBucketName, UNDELIVERED_PREFIX)) {
    yield page.flatMap(({ key }) => parseUndeliveredObjectKey(key) ?? []);
  }
}

/**
 * Reads an undelivered survey.
 *
 * @returns Undefined when there is none of that id.
 * @throws UnreadableUndeliveredError
 */
export async function readUndelivered(
  { s3, outputs }: Stack,
  messageId: string,
): Promise<StoredUndelivered | undefined> {
  const key = undeliveredObjectKey(messageId);
  const text = await readObjectIfThere(s3, outputs.rejectedBucketName, key);
  if (text === undefined) return undefined;
  const { data } = undeliveredSurveySchema.safeParse(parseJson(text));
  // An object under another message's id would be redriven under the one and moved under the other.
  if (data?.message.messageId !== messageId) throw new UnreadableUndeliveredError(key);
  return { survey: data, text };
}

/**
 * Moves an undelivered survey, byte for byte, to `redriven/`. It is put first and then deleted. After an
 * interruption in between it is in both places. Redriving it again counts nothing twice, finds it put, and
 * deletes it.
 */
export async function moveToRedriven(
  stack: Stack,
  messageId: string,
  { text }: StoredUndelivered,
): Promise<void> {
  const { s3, outputs } = stack;
  await putDocument(stack, redrivenObjectKey(messageId), text);
  const Key = undeliveredObjectKey(messageId);
  await s3.send(new DeleteObjectCommand({ Bucket: outputs.rejectedBucketName, Key }));
}

/**
 * Deletes an undelivered survey for good, with all its versions, since its participant has withdrawn. What is kept of it is under the key
 * of a rejected survey.
 */
export async function eraseUndelivered({ s3, outputs }: Stack, messageId: string): Promise<void> {
  const bucket = outputs.rejectedBucketName;
  const key = undeliveredObjectKey(messageId);
  await deleteVersions(s3, bucket, await versionsOfKeys(s3, bucket, key, (found) => found === key));
}
