import { LOCKED_MESSAGE } from "./object-lock.ts";
import { elementText, escapeXml } from "./s3-xml.ts";
import type { VersionedObjects } from "./versioned-objects.ts";

/**
 * S3's DeleteObjects: deletes several keys or versions, and tells of each what became of it.
 *
 * @param body - the request's document.
 * @param bypass - whether locks in GOVERNANCE mode are to be ignored.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(objects: VersionedObjects, body: string, bypass: boolean): string {
  const told = [...body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, one = ""]) => {
    const key = elementText(one, "Key") ?? "";
    return deleteOne(objects, key, elementText(one, "VersionId"), bypass);
  });
  const isQuiet = elementText(body, "Quiet") === "true";
  const reported = isQuiet ? told.filter((one) => one.startsWith("<Error>")) : told;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `${reported.join("")}</DeleteResult>`
  );
}

function deleteOne(
  objects: VersionedObjects,
  key: string,
  versionId: string | undefined,
  bypass: boolean,
): string {
  const named = `<Key>${escapeXml(key)}</Key>`;
  if (versionId === undefined) {
    objects.delete(key);
    const marker = objects.newest(key)?.id ?? "";
    return `<Deleted>${named}<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${marker}</DeleteMarkerVersionId></Deleted>`;
  }
  const version = objects.version(key, versionId);
  if (!objects.deleteVersion(key, versionId, bypass)) {
    return `<Error>${named}<VersionId>${escapeXml(versionId)}</VersionId><Code>AccessDenied</Code><Message>${LOCKED_MESSAGE}</Message></Error>`;
  }
  const marker =
    version !== undefined && version.object === undefined
      ? `<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${versionId}</DeleteMarkerVersionId>`
      : "";
  return `<Deleted>${named}<VersionId>${escapeXml(versionId)}</VersionId>${marker}</Deleted>`;
}
