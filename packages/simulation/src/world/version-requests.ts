import type { DeleteObjectsCommandInput, ListObjectVersionsCommandInput } from "@aws-sdk/client-s3";
import { addVersion, deleteVersion, listVersions, type ObjectName } from "./object-versions.ts";
import { onlyKnownFields } from "./only-known-fields.ts";
import type { Storage } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** What a ListObjectVersions request says. */
export interface VersionListing {
  readonly label: string;
  answer(storage: Storage): unknown;
}

/** An object to be deleted: one version for good, or with a delete marker on top of all. */
export interface Deletion extends ObjectName {
  readonly versionId: string | undefined;
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseListing(input: ListObjectVersionsCommandInput): VersionListing {
  onlyKnownFields("ListObjectVersions", input, ["Bucket", "Prefix"]);
  const { Bucket: bucket, Prefix: prefix = "" } = input;
  if (!bucket) throw new UnsupportedRequestError("the bucket", bucket);
  return {
    label: `ListObjectVersions ${bucket}/${prefix}`,
    answer(storage) {
      const versions = listVersions(storage, bucket, prefix);
      const listed = (isMarker: boolean) =>
        versions
          .filter((version) => version.isMarker === isMarker)
          .map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      return { Versions: listed(false), DeleteMarkers: listed(true), IsTruncated: false };
    },
  };
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseObjectDeletions(input: DeleteObjectsCommandInput): Deletion[] {
  onlyKnownFields("DeleteObjects", input, ["Bucket", "Delete"]);
  onlyKnownFields("Delete", input.Delete ?? {}, ["Objects", "Quiet"]);
  return (input.Delete?.Objects ?? []).map((object) => {
    onlyKnownFields("an object to be deleted", object, ["Key", "VersionId"]);
    if (!input.Bucket || !object.Key) throw new UnsupportedRequestError("the object", object);
    return { bucket: input.Bucket, key: object.Key, versionId: object.VersionId };
  });
}

/** Deletes what a request asks for, at one moment, but for some that fail. */
export function deleteObjects(
  storage: Storage,
  deletions: readonly Deletion[],
  fails: (deletion: Deletion) => boolean,
): unknown {
  const failed = deletions.filter(fails);
  for (const deletion of deletions) {
    if (failed.includes(deletion)) continue;
    if (deletion.versionId === undefined) addVersion(storage, deletion, undefined);
    else deleteVersion(storage, deletion, deletion.versionId);
  }
  return {
    Errors: failed.map(({ key, versionId }) => ({ Key: key, VersionId: versionId, Code: "InternalError" })),
  };
}
