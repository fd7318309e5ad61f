import type { FunctionInstance } from "../function/function-instance.ts";
import type { World } from "../schedule/world.ts";
import { isRetriedBySdk, processErrors, wireErrors } from "../world/service-errors.ts";
import type { Answer } from "./disturbance.ts";
import type { ServiceRequest } from "./service-request.ts";
import { tryRequest } from "./try-request.ts";

/** Each try is given up after this many milliseconds, as the processor configures its clients. */
const REQUEST_TIMEOUT = 5_000;
/** The SDK's standard backoff: up to this many milliseconds, doubled with each try. */
const BACKOFF = 100;

export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** Sends requests as the AWS SDK does: with a timeout for each try, and a number of tries. */
export type Send = (
  makeRequest: (sendName: string) => ServiceRequest,
  label: string,
  maxAttempts: number,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

/**
 * The SDK in one process. Its retries keep what makes a request idempotent, such as a transaction's token: a request
 * is made once, and tried up to `maxAttempts` times.
 */
export function createSend(instance: FunctionInstance, world: World): Send {
  const sends = new Map<string, number>();
  return async (makeRequest, label, maxAttempts, signal) => {
    const count = (sends.get(label) ?? 0) + 1;
    sends.set(label, count);
    const sendName = `${instance.name} ${label}${count === 1 ? "" : ` (${count})`}`;
    const request = makeRequest(sendName);
    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted) throw wireErrors.aborted;
      const name = attempt === 1 ? sendName : `${sendName} try ${attempt}`;
      const answer = await attemptRequest(request, name, instance, world, signal);
      if ("ok" in answer) return answer.ok;
      if (attempt === maxAttempts || !isRetriedBySdk(answer.error)) throw answer.error;
      // The SDK's own pause does not heed the signal. The next try does.
      const pause = BACKOFF * 2 ** attempt * world.decisions.fraction(`${name} backoff`);
      await new Promise<void>((resolve) => instance.startTimer(pause, resolve));
    }
  };
}

function attemptRequest(
  request: ServiceRequest,
  name: string,
  instance: FunctionInstance,
  world: World,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve) => {
    if (request.service === "s3" && !instance.maySign()) {
      resolve({ error: processErrors.tooLateToSign });
      return;
    }
    const finish = (answer: Answer) => {
      cancelTimeout();
      signal?.removeEventListener("abort", abort);
      resolve(answer);
    };
    const abort = () => finish({ error: wireErrors.aborted });
    const cancelTimeout = instance.startTimer(REQUEST_TIMEOUT, () => finish({ error: wireErrors.timedOut }));
    signal?.addEventListener("abort", abort);
    tryRequest(request, name, instance, world, finish);
  });
}
