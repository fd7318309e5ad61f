import type { ProcessorEnvironment } from "@lab/survey-processor/deployment";
import type * as pulumi from "@pulumi/pulumi";
import type { SurveyQueue } from "./survey-queue.ts";
import type { SurveyStorage } from "./survey-storage.ts";

/** The processor's own variables, and what Powertools reads from the environment. */
type FunctionEnvironment = Readonly<
  Record<
    keyof ProcessorEnvironment | "POWERTOOLS_SERVICE_NAME" | "POWERTOOLS_METRICS_NAMESPACE",
    pulumi.Input<string>
  >
>;

/** Every environment variable of the processor, for the queue it empties and the storage it fills. */
export function processorEnvironment(
  queue: SurveyQueue,
  storage: SurveyStorage,
  environment: string,
): FunctionEnvironment {
  return {
    QUEUE_URL: queue.queueUrl,
    SURVEYS_BUCKET_NAME: storage.surveysBucket.bucketName,
    REJECTED_BUCKET_NAME: storage.rejectedBucket.bucketName,
    PARTICIPANTS_TABLE_NAME: storage.participantsTable.name,
    SUBMISSIONS_TABLE_NAME: storage.submissionsTable.name,
    POWERTOOLS_SERVICE_NAME: "survey-processor",
    // Environments of one account must not add up.
    POWERTOOLS_METRICS_NAMESPACE: `SurveyPipeline/${environment}`,
  };
}
