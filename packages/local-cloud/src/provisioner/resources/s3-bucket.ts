import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import * as z from "zod";
import { physicalName, type ResourceHandler } from "../resource-handler.ts";

const inputs = z.object({
  bucket: z.string().optional(),
  forceDestroy: z.boolean().default(false),
  objectLockEnabled: z
    .undefined({ error: "Object Lock is enabled by a BucketObjectLockConfiguration here" })
    .optional(),
});

/** aws:s3/bucket:Bucket: a bucket of the storage engine. */
export const s3Bucket: ResourceHandler = {
  nameInput: "bucket",
  replacedOn: ["bucket"],
  create: async (logicalName, given, { s3, region }) => {
    const parsed = inputs.parse(given);
    const bucket = physicalName(logicalName, parsed.bucket).toLowerCase();
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const bucketDomainName = `${bucket}.s3.amazonaws.com`;
    const bucketRegionalDomainName = `${bucket}.s3.${region}.amazonaws.com`;
    const state = {
      ...parsed,
      bucket,
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName,
      bucketRegionalDomainName,
    };
    return { id: bucket, state };
  },
  update: async (_id, given, _context, state) => ({ ...state, ...inputs.parse(given) }),
  delete: async (bucket, state, { s3 }) => {
    if (state.forceDestroy === true) {
      let more = true;
      while (more) {
        const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
        for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
          // The provider does so with what is locked, too. AWS lets it if it may, and if nothing is locked for compliance.
          const BypassGovernanceRetention = true;
          await s3.send(
            new DeleteObjectCommand({ Bucket: bucket, Key, VersionId, BypassGovernanceRetention }),
          );
        }
        more = page.IsTruncated ?? false;
      }
    }
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  },
};
