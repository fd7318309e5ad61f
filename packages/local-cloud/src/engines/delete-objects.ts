import { elementText, escapeXml } from "./s3-xml.ts";
import type { VersionedObjects } from "./versioned-objects.ts";

/**
 * S3's DeleteObjects: deletes several keys or versions, and tells of each what became of it.
 *
 * @param body - the request's document.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(objects: VersionedObjects, body: string): string {
  const told = [...body.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, one = ""]) => {
    const key = elementText(one, "Key") ?? "";
    return deleteOne(objects, key, elementText(one, "VersionId"));
  });
  const isQuiet = elementText(body, "Quiet") === "true";
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `${isQuiet ? "" : told.join("")}</DeleteResult>`
  );
}

function deleteOne(objects: VersionedObjects, key: string, versionId: string | undefined): string {
  const named = `<Key>${escapeXml(key)}</Key>`;
  if (versionId === undefined) {
    objects.delete(key);
    const marker = objects.newest(key)?.id ?? "";
    return `<Deleted>${named}<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${marker}</DeleteMarkerVersionId></Deleted>`;
  }
  const version = objects.version(key, versionId);
  objects.deleteVersion(key, versionId);
  const marker =
    version !== undefined && version.object === undefined
      ? `<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${versionId}</DeleteMarkerVersionId>`
      : "";
  return `<Deleted>${named}<VersionId>${escapeXml(versionId)}</VersionId>${marker}</Deleted>`;
}
