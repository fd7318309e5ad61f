import type { PolicyStatement } from "../policies/policy-document.ts";

/** Exactly the call that the archiver makes: it can write under `undelivered/`, and read or delete nothing. */
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
