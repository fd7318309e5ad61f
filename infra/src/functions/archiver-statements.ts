import type { PolicyStatement } from "../policies/policy-document.ts";

/**
 * Allows exactly the call that the archiver makes. It can write under `undelivered/`, and can read or delete
 * nothing.
 */
export function archiverStatements(rejectedBucketArn: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "KeepUndeliveredSurveys",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: [`${rejectedBucketArn}/undelivered/*`],
    },
  ];
}
