import { denyWithoutTls } from "../policies/deny-without-tls.ts";
import type { PolicyStatement } from "../policies/policy-document.ts";
import { readWithdrawals } from "./read-withdrawals.ts";

/** ARNs of where the archiver keeps dead letters, and of the table that tells who has withdrawn. */
export interface ArchiverResources {
  readonly rejectedBucketArn: string;
  readonly participantsTableArn: string;
}

/**
 * Allows exactly the calls that the archiver makes. It can read or delete nothing in the bucket.
 */
export function archiverStatements(resources: ArchiverResources): readonly PolicyStatement[] {
  const { rejectedBucketArn, participantsTableArn } = resources;
  return [
    {
      Sid: "KeepUndeliveredSurveys",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      // Of a participant who has withdrawn, a rejected survey without its body, under its date.
      Resource: [`${rejectedBucketArn}/undelivered/*`, `${rejectedBucketArn}/????-??-??/*`],
    },
    readWithdrawals(participantsTableArn),
    denyWithoutTls("dynamodb", [participantsTableArn]),
  ];
}
