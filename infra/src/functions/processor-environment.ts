import type { ProcessorEnvironment } from "@lab/survey-processor/deployment";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import type { SurveySender } from "../sender/survey-sender.ts";
import type { SurveyStorage } from "../storage/survey-storage.ts";
import { type FunctionEnvironment, powertoolsEnvironment } from "./function-environment.ts";

/** Every environment variable of the processor, for the queue it empties, the storage it fills and the senders it believes. */
export function processorEnvironment(
  queue: SurveyQueue,
  storage: SurveyStorage,
  sender: SurveySender,
  environment: string,
): FunctionEnvironment<keyof ProcessorEnvironment> {
  return {
    QUEUE_URL: queue.queueUrl,
    SURVEYS_BUCKET_NAME: storage.surveysBucket.bucketName,
    REJECTED_BUCKET_NAME: storage.rejectedBucket.bucketName,
    PARTICIPANTS_TABLE_NAME: storage.participantsTable.name,
    SUBMISSIONS_TABLE_NAME: storage.submissionsTable.name,
    SENDERS: sender.senders,
    ...powertoolsEnvironment("processor", environment),
  };
}
