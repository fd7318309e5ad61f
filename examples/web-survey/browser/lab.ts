import { join } from "node:path";
import { startVending } from "@lab/sender-vending/test/vending-endpoint";
import { startLocalCloud, writeEnvFile } from "@lab/survey-cloud";
import { openStack, readStackState, type StackState, waitUntilDrained } from "@lab/survey-stack";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { type Gate, startGate } from "./gate.ts";
import { type PageServer, type PageServerOptions, startPageServer } from "./page-server.ts";

/** All that a page needs: a local cloud with everything that infra/ declares, and the page's own server. */
export interface Lab extends AsyncDisposable {
  readonly page: PageServer;
  /** What the processor is fed from. */
  readonly queueUrl: string;
  /** The file from which the page's server knows where the queue is. */
  readonly envFile: string;
  /** Between pages and the queue. */
  readonly gate: Gate;
  /** What is stored once nothing is on its way any more. */
  settled(): Promise<StackState>;
}

/** Where the page finds the vending endpoint: on its own server, so that no other origin has to let it in. */
const CREDENTIALS = "credentials";

const perParticipant = {
  senders: "per-participant",
  vendingPrincipalArn: "arn:aws:iam::000000000000:user/local",
};

/**
 * @param enrolmentCodes - By participant, if each has to send with credentials of their own.
 * @param page - How the page is served.
 */
export async function startLab(
  enrolmentCodes?: Readonly<Record<string, string>>,
  page: Omit<PageServerOptions, "proxied"> = {},
): Promise<Lab> {
  await using starting = new AsyncDisposableStack();
  const cloud = starting.use(await startLocalCloud(enrolmentCodes && { config: perParticipant }));
  const stack = openStack(cloud);
  starting.defer(() => stack.close());
  const gate = starting.use(await startGate(cloud.endpoints.sqs));
  const folder = starting.use(await createTemporaryFolder("lab-web-survey"));
  const envFile = join(folder.path, ".env.local");
  const throughGate = { ...cloud.environment, AWS_ENDPOINT_URL_SQS: gate.url };
  const vending =
    enrolmentCodes &&
    starting.use(
      await startVending({
        codes: enrolmentCodes,
        senderRoleArn: cloud.outputs.senderRoleArn ?? "",
        environment: cloud.environment,
      }),
    );
  await writeEnvFile({ ...throughGate, ...(vending && { SURVEY_CREDENTIALS_URL: CREDENTIALS }) }, envFile);
  const proxied = vending && { [`/${CREDENTIALS}`]: vending.url };
  const pageServer = starting.use(await startPageServer(envFile, { ...page, ...(proxied && { proxied }) }));
  const started = starting.move();
  return {
    page: pageServer,
    gate,
    envFile,
    queueUrl: cloud.outputs.queueUrl,
    async settled() {
      await waitUntilDrained(stack, { timeout: 60_000, interval: 50 });
      return await readStackState(stack);
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
