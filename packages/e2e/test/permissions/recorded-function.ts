import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { LocalFunction } from "@lab/local-cloud";
import type { SurveyCloud } from "@lab/survey-cloud";
import { type FaultProxies, startFaultProxies, type WireRequest } from "../faults/fault-proxy.ts";
import type { SqsRecord } from "../faults/sqs-record.ts";

/** A deployed function's code in a process of its own: every request that it makes goes through proxies, from its start on. */
export interface RecordedFunction extends AsyncDisposable {
  /** All requests so far. */
  readonly requests: readonly WireRequest[];
  readonly proxies: FaultProxies;
  invoke(records: readonly SqsRecord[]): Promise<unknown>;
}

export async function startRecorded(
  cloud: SurveyCloud,
  { declaration }: LocalFunction,
): Promise<RecordedFunction> {
  const requests: WireRequest[] = [];
  const proxies = await startFaultProxies(cloud.endpoints, (request) => void requests.push(request));
  const { QUEUE_URL } = declaration.variables;
  const worker = new Worker(new URL("./function-worker.ts", import.meta.url), {
    workerData: { entry: join(declaration.codeDirectory, "index.js") },
    env: {
      ...declaration.variables,
      // The SDK asks SQS where the queue's URL says.
      ...(QUEUE_URL && { QUEUE_URL: new URL(new URL(QUEUE_URL).pathname, proxies.endpoints.sqs).href }),
      AWS_ENDPOINT_URL_S3: proxies.endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: proxies.endpoints.dynamodb,
      AWS_REGION: declaration.region,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: "local",
    },
    // What it logs is not ours to show.
    stdout: true,
    stderr: true,
  });
  return {
    requests,
    proxies,
    async invoke(records) {
      worker.postMessage({ Records: records });
      const [answer] = await once(worker, "message");
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
      await proxies[Symbol.asyncDispose]();
    },
  };
}
