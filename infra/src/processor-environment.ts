import type { ProcessorEnvironment } from "@lab/survey-processor/deployment";
import { type FunctionEnvironment, powertoolsEnvironment } from "./function-environment.ts";
import type { SurveyQueue } from "./survey-queue.ts";
import type { SurveyStorage } from "./survey-storage.ts";

/** Every environment variable of the processor, for the queue it empties and the storage it fills. */
export function processorEnvironment(
  queue: SurveyQueue,
  storage: SurveyStorage,
  environment: string,
): FunctionEnvironment<keyof ProcessorEnvironment> {
  return {
    QUEUE_URL: queue.queueUrl,
    SURVEYS_BUCKET_NAME: storage.surveysBucket.bucketName,
    REJECTED_BUCKET_NAME: storage.rejectedBucket.bucketName,
    PARTICIPANTS_TABLE_NAME: storage.participantsTable.name,
    SUBMISSIONS_TABLE_NAME: storage.submissionsTable.name,
    ...powertoolsEnvironment("survey-processor", environment),
  };
}
