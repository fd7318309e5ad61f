import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { whoseSurvey } from "@lab/survey-processor";
import {
  namedParticipant,
  parseSurveyObjectKey,
  rejectedDocumentSchema,
  undeliveredSurveySchema,
} from "@lab/survey-schema";
import { REJECTED_BUCKET, SURVEYS_BUCKET } from "../world/storage.ts";
import type { EraserParts } from "./eraser-parts.ts";

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly isMarker: boolean;
}

/** S3's quota for one request. */
const MOST_DELETIONS = 1_000;

/** @returns how many versions of a participant's surveys were found. Keys are parsed, since `1` also begins those of `10`. */
export async function eraseObjects(userId: string, { s3 }: EraserParts): Promise<number> {
  const versions = await listVersions(s3, SURVEYS_BUCKET, userId);
  const hers = versions.filter(({ Key }) => parseSurveyObjectKey(Key)?.user_id === userId);
  await deleteVersions(s3, SURVEYS_BUCKET, hers);
  return hers.length;
}

/**
 * @returns how many versions of rejected and undelivered documents with a body of the participant's were found. One that was listed and
 * cannot be read counts as well, so that it is looked at again: a run that was killed may have deleted it since, or S3 may be wrong.
 */
export async function eraseDocuments(userId: string, { s3, senders }: EraserParts): Promise<number> {
  const hers: Version[] = [];
  let unread = 0;
  for (const version of await listVersions(s3, REJECTED_BUCKET, "")) {
    if (version.isMarker) continue;
    const document = await readDocument(s3, version);
    if (document === undefined) unread++;
    const kept = document === undefined ? undefined : keptMessage(JSON.parse(document));
    if (kept === undefined) continue;
    if (whoseSurvey(senders, kept.senderId, namedParticipant(kept.body)) === userId) hers.push(version);
  }
  await deleteVersions(s3, REJECTED_BUCKET, hers);
  return hers.length + unread;
}

/** @returns undefined when there is no such version. */
async function readDocument(s3: S3Client, { Key, VersionId }: Version): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: REJECTED_BUCKET, Key, VersionId }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** The message that a document keeps; undefined when it keeps none. */
function keptMessage(document: unknown): { readonly body: string; readonly senderId: string } | undefined {
  const undelivered = undeliveredSurveySchema.safeParse(document);
  if (undelivered.success) {
    const { body, attributes } = undelivered.data.message;
    return { body, senderId: attributes.SenderId };
  }
  const rejected = rejectedDocumentSchema.parse(document);
  return "body" in rejected ? { body: rejected.body, senderId: rejected.sender_id } : undefined;
}

async function listVersions(s3: S3Client, Bucket: string, Prefix: string): Promise<Version[]> {
  const versions: Version[] = [];
  let from = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix, ...from }));
    const listed = [
      ...(page.Versions ?? []).map((version) => ({ ...version, isMarker: false })),
      ...(page.DeleteMarkers ?? []).map((marker) => ({ ...marker, isMarker: true })),
    ];
    for (const { Key = "", VersionId = "", isMarker } of listed) versions.push({ Key, VersionId, isMarker });
    if (page.IsTruncated !== true) return versions;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

/** What S3 fails to delete is found by the next look. */
async function deleteVersions(s3: S3Client, Bucket: string, versions: readonly Version[]): Promise<void> {
  for (let start = 0; start < versions.length; start += MOST_DELETIONS) {
    const Objects = versions
      .slice(start, start + MOST_DELETIONS)
      .map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
}
