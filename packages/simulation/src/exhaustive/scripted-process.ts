import { setImmediate } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "@lab/survey-processor";
import type { Answer } from "../services/disturbance.ts";
import type { SendOptions } from "../services/sdk-client.ts";
import { wireErrors } from "../world/service-errors.ts";
import { type ProcessRequest, requestOf } from "./process-request.ts";

/** The answer to the n-th thing that the process waited for. */
export interface ScriptLine {
  readonly request: number;
  readonly answer: Answer;
}

/** Where a process is: what it waits for, by number, or what came of it. */
export interface Position<Result> {
  readonly waitsFor: ReadonlyMap<number, ProcessRequest>;
  /** `undefined` while it runs; a process that threw has no result. */
  readonly ended: { readonly result: Result | undefined } | undefined;
}

/** What a process works with. */
export interface ScriptedParts {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly clock: Clock;
  /** Waits for as long as the eraser has to. */
  wait(): Promise<void>;
}

/** A sleep of at least this many milliseconds is a deadline. The processor's pauses are shorter. */
const SHORTEST_DEADLINE = 2_000;
const now = Date.parse("2026-03-02T12:00:00Z");

/** Runs real code, and gives it exactly these answers, one after the other. */
export async function runScripted<Result>(
  work: (parts: ScriptedParts) => Promise<Result>,
  script: readonly ScriptLine[],
): Promise<Position<Result>> {
  const waiting = new Map<number, { request: ProcessRequest; settle: (answer: Answer) => void }>();
  let issued = 0;
  let gap: { readonly error: unknown } | undefined;

  const wait = (request: ProcessRequest, signal: AbortSignal | undefined, aborted: () => unknown) =>
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

  let ended: Position<Result>["ended"];
  const s3: S3Client = Object.create(S3Client.prototype, { send: { value: send } });
  const dynamodb: DynamoDBDocumentClient = Object.create(DynamoDBDocumentClient.prototype, {
    send: { value: send },
  });
  const sqs: SQSClient = Object.create(SQSClient.prototype, { send: { value: send } });
  const waitToErase = async () => void (await wait({ kind: "wait" }, undefined, () => undefined));
  work({ s3, dynamodb, sqs, clock, wait: waitToErase }).then(
    (result) => {
      ended = { result };
    },
    () => {
      ended = { result: undefined };
    },
  );
  await setImmediate();
  for (const { request, answer } of script) {
    const waited = waiting.get(request);
    if (waited === undefined) throw new TypeError("the code does not repeat itself");
    waited.settle(answer);
    await setImmediate();
  }
  if (gap !== undefined) throw gap.error;
  return { waitsFor: new Map([...waiting].map(([number, { request }]) => [number, request])), ended };
}
