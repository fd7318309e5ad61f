import type { ArchiverEnvironment } from "@lab/survey-processor/deployment";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import type { SurveyStorage } from "../storage/survey-storage.ts";
import { type FunctionEnvironment, powertoolsEnvironment } from "./function-environment.ts";

/** Every environment variable of the archiver, for the survey queue whose dead letters it keeps, and where. */
export function archiverEnvironment(
  queue: SurveyQueue,
  storage: SurveyStorage,
  environment: string,
): FunctionEnvironment<keyof ArchiverEnvironment> {
  return {
    SURVEY_QUEUE_ARN: queue.queueArn,
    REJECTED_BUCKET_NAME: storage.rejectedBucket.bucketName,
    ...powertoolsEnvironment("archiver", environment),
  };
}
