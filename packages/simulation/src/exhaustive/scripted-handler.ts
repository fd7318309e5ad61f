import { setImmediate } from "node:timers/promises";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ChangeMessageVisibilityBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Clock, Observer } from "@lab/survey-processor";
import type { SQSBatchResponse } from "aws-lambda";
import type { ProcessorCode } from "../function/processor-code.ts";
import { TIME_LEFT, wireProcessor } from "../function/wire-processor.ts";
import { sqsRecordOf } from "../queue/sqs-record-of.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { Answer } from "../services/disturbance.ts";
import type { SendOptions } from "../services/sdk-client.ts";
import { type ObjectName, type Put, parseObjectName, parsePut } from "../world/object-store.ts";
import { wireErrors } from "../world/service-errors.ts";
import { parseTransaction, type Write } from "../world/transaction.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";

/** What a handler waits for. */
export type HandlerRequest =
  | { readonly kind: "put"; readonly put: Put }
  | { readonly kind: "head" | "get"; readonly name: ObjectName }
  | { readonly kind: "transaction"; readonly writes: readonly Write[] }
  | { readonly kind: "visibility change" }
  /** A short wait before the next try. */
  | { readonly kind: "pause" }
  /** The time for the batch, or for something in it, being used up. */
  | { readonly kind: "deadline" };

/** The answer to the n-th thing that the handler waited for. */
export interface ScriptLine {
  readonly request: number;
  readonly answer: Answer;
}

/** The state of a handler, which is what it waits for, by number, or what it answered. */
export interface HandlerPosition {
  readonly waitsFor: ReadonlyMap<number, HandlerRequest>;
  /** `undefined` while it runs; a handler that threw reports no response. */
  readonly ended: { readonly response: SQSBatchResponse | undefined } | undefined;
}

/** A sleep of at least this many milliseconds is a deadline. The processor's pauses are shorter. */
const SHORTEST_DEADLINE = 2_000;
const now = Date.parse("2026-03-02T12:00:00Z");

/** Runs the real processor on a batch, and gives it exactly these answers, one after the other. */
export async function runScriptedHandler(
  code: ProcessorCode,
  batch: readonly ReceivedMessage[],
  script: readonly ScriptLine[],
): Promise<HandlerPosition> {
  const waiting = new Map<number, { request: HandlerRequest; settle: (answer: Answer) => void }>();
  let issued = 0;
  let gap: { readonly error: unknown } | undefined;

  const wait = (request: HandlerRequest, signal: AbortSignal | undefined, aborted: () => unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) {
        reject(aborted());
        return;
      }
      const number = issued++;
      const settle = (answer: Answer) => {
        waiting.delete(number);
        if ("ok" in answer) resolve(answer.ok);
        else reject(answer.error);
      };
      waiting.set(number, { request, settle });
      signal?.addEventListener("abort", () => settle({ error: aborted() }));
    });
  const send = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    try {
      return wait(requestOf(command), abortSignal, () => wireErrors.aborted);
    } catch (error) {
      gap ??= { error };
      throw error;
    }
  };
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    async sleep(milliseconds, signal) {
      const kind = milliseconds >= SHORTEST_DEADLINE ? "deadline" : "pause";
      await wait({ kind }, signal, () => signal.reason);
    },
  };

  let ended: HandlerPosition["ended"];
  const s3: S3Client = Object.create(S3Client.prototype, { send: { value: send } });
  const dynamodb: DynamoDBDocumentClient = Object.create(DynamoDBDocumentClient.prototype, {
    send: { value: send },
  });
  const sqs: SQSClient = Object.create(SQSClient.prototype, { send: { value: send } });
  const processor = wireProcessor(code, { s3, dynamodb, sqs, clock, observer: silent });
  processor(batch.map(sqsRecordOf), TIME_LEFT).then(
    (response) => {
      ended = { response };
    },
    () => {
      ended = { response: undefined };
    },
  );
  await setImmediate();
  for (const { request, answer } of script) {
    const waited = waiting.get(request);
    if (waited === undefined) throw new TypeError("the processor does not repeat itself");
    waited.settle(answer);
    await setImmediate();
  }
  if (gap !== undefined) throw gap.error;
  return { waitsFor: new Map([...waiting].map(([number, { request }]) => [number, request])), ended };
}

const silent: Observer = { processed() {}, failed() {}, visibilityUnchanged() {} };

function requestOf(command: unknown): HandlerRequest {
  if (command instanceof PutObjectCommand) return { kind: "put", put: parsePut(command.input) };
  if (command instanceof HeadObjectCommand) return { kind: "head", name: parseObjectName(command.input) };
  if (command instanceof GetObjectCommand) return { kind: "get", name: parseObjectName(command.input) };
  if (command instanceof TransactWriteCommand) {
    return { kind: "transaction", writes: parseTransaction(command.input) };
  }
  if (command instanceof ChangeMessageVisibilityBatchCommand) return { kind: "visibility change" };
  throw new UnsupportedRequestError("the command", command);
}
