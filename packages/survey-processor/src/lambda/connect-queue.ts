import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { sqsSurveyQueue } from "../queue/sqs-survey-queue.ts";
import type { SurveyQueue } from "../queue/survey-queue.ts";

/** The survey queue with a client of its own. Only a function instance that saw a survey fail loads this. */
export function connectQueue(config: SQSClientConfig, queueUrl: string): SurveyQueue {
  return sqsSurveyQueue(new SQSClient(config), queueUrl);
}
