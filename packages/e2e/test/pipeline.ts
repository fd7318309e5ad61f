import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { judge } from "@lab/study";
import { type LocalCloudOptions, type SurveyCloud, startLocalCloud } from "@lab/survey-cloud";
import { surveyObjectKey } from "@lab/survey-schema";
import {
  openStack,
  type Receipt,
  readStackState,
  receiptOf,
  type SentSurvey,
  type Stack,
  type StackState,
  waitUntilDrained,
} from "@lab/survey-stack";

/** A local cloud with everything that infra/ declares, and what an end-to-end test does with it. */
export interface Pipeline extends AsyncDisposable {
  readonly cloud: SurveyCloud;
  readonly stack: Stack;
  /** Every line that the function wrote. */
  readonly logLines: readonly string[];
  /** Sends message bodies as they are, past the client's checks. */
  send(bodies: readonly string[]): Promise<void>;
  /** Waits until the queue is empty, and reconciles all that was sent. */
  settle(): Promise<{ state: StackState; receipt: Receipt }>;
}

export async function startPipeline(options: LocalCloudOptions = {}): Promise<Pipeline> {
  const cloud = await startLocalCloud(options);
  const stack = openStack(cloud);
  const sent: SentSurvey[] = [];
  const logLines: string[] = [];
  cloud.events.on("log", ({ line }) => void logLines.push(line));

  return {
    cloud,
    stack,
    logLines,
    async send(bodies) {
      for (let i = 0; i < bodies.length; i += 10) {
        const batch = bodies.slice(i, i + 10);
        const { Successful = [] } = await stack.sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: stack.outputs.queueUrl,
            Entries: batch.map((body, index) => ({ Id: String(index), MessageBody: body })),
          }),
        );
        if (Successful.length !== batch.length) throw new Error("the queue did not take every message");
        for (const { Id, MessageId = "" } of Successful) {
          sent.push({ body: batch[Number(Id)] ?? "", messageId: MessageId });
        }
      }
    },
    async settle() {
      await waitUntilDrained(stack, { timeout: 120_000, interval: 50 });
      const state = await readStackState(stack);
      return { state, receipt: receiptOf(sent, state, stack) };
    },
    async [Symbol.asyncDispose]() {
      stack.close();
      await cloud.close();
    },
  };
}

/** The key under which a survey's text is stored. */
export function keyOf(text: string): string {
  const parsed = judge.parse(text);
  if (!parsed.wellFormed) throw new TypeError("not a well-formed survey");
  return surveyObjectKey(parsed.survey);
}

/** Timestamps one second apart, all of one day: the n-th, for n below 86,400. */
export function timestampOf(second: number): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `092821${part(Math.floor(second / 3_600))}${part(Math.floor(second / 60) % 60)}${part(second % 60)}`;
}
