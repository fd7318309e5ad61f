import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Withdrawal } from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";
import { readTrigger } from "../trigger/read-trigger.ts";

/**
 * How long S3 takes a request after it was signed, in milliseconds. The local cloud's takes what its functions send, which end with it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html (15 minutes)
 */
const signatureLifetime = { local: 0, aws: 15 * 60_000 } as const;

/** How far the services' clocks may be apart, in milliseconds. */
const CLOCK_MARGIN = 5_000;

/**
 * How long it takes until no function can put anything of participants any more: every function that has not seen their tombstones has
 * ended, and S3 takes none of its requests.
 *
 * @returns milliseconds, by the service's clock; 0 when it is over.
 */
export async function timeUntilSafe(
  stack: Stack,
  withdrawals: readonly Pick<Withdrawal, "at">[],
): Promise<number> {
  const { local, now } = await readTrigger(stack);
  const command = new GetFunctionConfigurationCommand({ FunctionName: stack.outputs.functionName });
  const { Timeout } = await stack.lambda.send(command);
  if (Timeout === undefined) throw new TypeError("Lambda does not say how long the function may run");
  // The services' clocks may differ a little, and tell whole seconds.
  const latest = Math.max(...withdrawals.map(({ at }) => Date.parse(at)));
  const safeAt = latest + CLOCK_MARGIN + Timeout * 1_000 + signatureLifetime[local ? "local" : "aws"];
  return Math.max(0, safeAt - now.getTime());
}
