import { InvokeCommand, type InvokeCommandOutput } from "@aws-sdk/client-lambda";
import type { UndeliveredSurvey } from "@lab/survey-schema";
import * as z from "zod";
import { parseJson } from "../contents/parse-json.ts";
import { explainFailure } from "../stack/failed-request.ts";
import type { Stack } from "../stack/stack.ts";
import { isMessageWithdrawn, keptMessage } from "../withdraw/kept-message.ts";
import { type LoggedOutcome, outcomeInLog } from "./processor-log.ts";
import {
  eraseUndelivered,
  moveToRedriven,
  readUndelivered,
  type StoredUndelivered,
} from "./undelivered-bucket.ts";

/** What became of an undelivered survey that was to be redriven. */
export type RedriveOutcome =
  /**
   * The processor reached a verdict. The survey is where the verdict puts it, and its dead letter is under
   * `redriven/`. If the participant has withdrawn, the verdict is `withdrawn`, and the dead letter is gone.
   */
  | { readonly messageId: string; readonly status: "redriven"; readonly verdict?: string }
  /** It stays where it is. The reason holds no answer. */
  | { readonly messageId: string; readonly status: "failed"; readonly reason: string }
  /** It is not judged again, since its participant has withdrawn. It stays where it is until the participant is erased. */
  | { readonly messageId: string; readonly status: "withdrawn" }
  /** There is no undelivered survey of that id: it was redriven before, or never given up. */
  | { readonly messageId: string; readonly status: "missing" };

/**
 * The receipt handle of the original was good for one receive. The processor can put nothing off with it or
 * with this one.
 */
const NO_RECEIPT_HANDLE = "redriven";

const batchResponse = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });
const functionError = z.object({ errorType: z.string(), errorMessage: z.string() });

/**
 * Gives an undelivered survey to the processor again, as the very record that failed, with the same body,
 * ids, times and sender. It invokes the function and does not use the queue, which would make a new message.
 *
 * Only when the processor says that it came to an outcome is the dead letter moved away. Until then it stays,
 * whatever fails, and may be redriven as often as you like, because the processor stores and counts a survey
 * once.
 */
export async function redriveSurvey(
  stack: Stack,
  messageId: string,
  signal?: AbortSignal,
): Promise<RedriveOutcome> {
  try {
    const stored = await readUndelivered(stack, messageId);
    if (stored === undefined) return { messageId, status: "missing" };
    return await redriveStored(stack, messageId, stored, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return { messageId, status: "failed", reason: explainFailure(error) };
  }
}

async function redriveStored(
  stack: Stack,
  messageId: string,
  stored: StoredUndelivered,
  signal: AbortSignal | undefined,
): Promise<RedriveOutcome> {
  const answer = await invokeProcessor(stack, stored.survey, signal);
  const logged = outcomeInLog(Buffer.from(answer.LogResult ?? "", "base64").toString(), messageId);
  const reason = failureOf(answer, logged);
  if (reason !== undefined) return { messageId, status: "failed", reason };
  if (await isMessageWithdrawn(stack, keptMessage(stored.survey))) {
    await eraseUndelivered(stack, messageId);
    return { messageId, status: "redriven", verdict: "withdrawn" };
  }
  await moveToRedriven(stack, messageId, stored);
  return { messageId, status: "redriven", ...(logged.verdict !== undefined && { verdict: logged.verdict }) };
}

async function invokeProcessor(
  { invoker, outputs }: Stack,
  { message }: UndeliveredSurvey,
  abortSignal: AbortSignal | undefined,
): Promise<InvokeCommandOutput> {
  const event = { Records: [{ ...message, receiptHandle: NO_RECEIPT_HANDLE }] };
  const command = new InvokeCommand({
    FunctionName: outputs.functionName,
    Payload: JSON.stringify(event),
    LogType: "Tail",
  });
  return await invoker.send(command, abortSignal && { abortSignal });
}

/** Why an answer is no outcome; undefined when it is one. Nothing but an empty list of failures counts as success. */
function failureOf(
  { FunctionError, Payload, $metadata }: InvokeCommandOutput,
  { failure }: LoggedOutcome,
): string | undefined {
  const result = parseJson(Payload?.transformToString() ?? "");
  if (FunctionError !== undefined) return `the processor failed: ${describeFunctionError(result)}`;
  const response = batchResponse.safeParse(result).data;
  if (response === undefined) return "the function's answer is not a processor's";
  if (response.batchItemFailures.length === 0) return undefined;
  return failure ?? `the processor's log says why, for the request ${$metadata.requestId ?? "of this time"}`;
}

/**
 * The message of an error that the function threw could quote an answer. Lambda's own messages, such as that
 * of a timeout, do not.
 */
function describeFunctionError(result: unknown): string {
  const { data } = functionError.safeParse(result);
  if (data === undefined) return "it did not say of what";
  return data.errorType.startsWith("Sandbox.") ? `${data.errorType}: ${data.errorMessage}` : data.errorType;
}
