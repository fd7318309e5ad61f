import type { ArchiverEnvironment } from "@lab/survey-processor/deployment";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import type { SurveySender } from "../sender/survey-sender.ts";
import type { SurveyStorage } from "../storage/survey-storage.ts";
import { type FunctionEnvironment, powertoolsEnvironment } from "./function-environment.ts";

/** Every environment variable of the archiver, for the queue whose dead letters it keeps, where, and whose they are. */
export function archiverEnvironment(
  queue: SurveyQueue,
  storage: SurveyStorage,
  sender: SurveySender,
  environment: string,
): FunctionEnvironment<keyof ArchiverEnvironment> {
  return {
    SURVEY_QUEUE_ARN: queue.queueArn,
    REJECTED_BUCKET_NAME: storage.rejectedBucket.bucketName,
    PARTICIPANTS_TABLE_NAME: storage.participantsTable.name,
    SENDERS: sender.senders,
    ...powertoolsEnvironment("archiver", environment),
  };
}
