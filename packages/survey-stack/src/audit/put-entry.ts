import { setTimeout } from "node:timers/promises";
import { PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { fullJitter } from "@lab/survey-processor";
import { readObject } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";
import { AuditEntryTakenError } from "./audit-errors.ts";

/** How often an entry is put that meets another request for its key: S3 answers 409 then. */
const MAX_ATTEMPTS = 5;
/** Before it is put again, in milliseconds. */
const backoff = { base: 100, cap: 2_000 };

/**
 * Puts an entry of the audit trail, which nobody can overwrite. A first try whose reply was lost has put it already. That is found out,
 * and is success.
 *
 * @throws AuditEntryTakenError when something else lies there; whatever a request throws.
 */
export async function putEntry({ s3, outputs }: Stack, Key: string, entry: object): Promise<void> {
  const Bucket = outputs.auditBucketName;
  const Body = JSON.stringify(entry);
  for (let attempt = 1; ; attempt++) {
    try {
      await s3.send(
        new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/json", IfNoneMatch: "*" }),
      );
      return;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 412 && (await readObject(s3, Bucket, Key)) === Body) return;
      if (status === 412) throw new AuditEntryTakenError(Key);
      if (status !== 409 || attempt === MAX_ATTEMPTS) throw error;
    }
    await setTimeout(fullJitter(attempt - 1, backoff, Math.random()));
  }
}
