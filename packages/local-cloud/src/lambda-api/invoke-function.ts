import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../aws-error.ts";
import { jsonText } from "../json-text.ts";
import { FunctionError } from "../trigger/function-error.ts";
import type { LocalFunction } from "../trigger/local-function.ts";

export interface LambdaAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A log's tail is its last 4 KB. */
const TAIL_BYTES = 4_096;

/**
 * Lambda's Invoke, which waits for the function's result (`RequestResponse`).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeFunction(
  target: LocalFunction,
  headers: IncomingHttpHeaders,
  payload: string,
): Promise<LambdaAnswer> {
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type !== "RequestResponse") {
    throw new AwsError(
      400,
      "InvalidParameterValueException",
      `The local cloud knows only the invocation type RequestResponse, not ${String(type)}.`,
    );
  }
  const lines: string[] = [];
  const outcome = await outcomeOf(target.invoke(parse(payload), (line) => lines.push(line)));
  const tail = Buffer.from(lines.map((line) => `${line}\n`).join("")).subarray(-TAIL_BYTES);
  return {
    status: 200,
    headers: {
      "x-amz-executed-version": "$LATEST",
      ...(outcome.failed ? { "x-amz-function-error": "Unhandled" } : {}),
      ...(headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": tail.toString("base64") } : {}),
    },
    body: JSON.stringify(outcome.result),
  };
}

/** A function that failed has a result too, which is its error. */
async function outcomeOf(invocation: Promise<unknown>): Promise<{ failed: boolean; result: unknown }> {
  try {
    return { failed: false, result: await invocation };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    return { failed: true, result: { errorType: error.errorType, errorMessage: error.message } };
  }
}

function parse(payload: string): unknown {
  if (payload === "") return {};
  const parsed = jsonText.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new AwsError(400, "InvalidRequestContentException", "Could not parse request body into json.");
}
