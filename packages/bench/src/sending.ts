import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startFauxqs } from "fauxqs";
import * as z from "zod";
import { median } from "./median.ts";
import { ways } from "./sending-process.ts";

const SURVEYS = 1_000;

const measurementSchema = z.object({ wallMs: z.number(), cpuMs: z.number(), requests: z.number() });
type Measurement = z.infer<typeof measurementSchema>;

export interface SendingSpeed {
  readonly name: string;
  readonly surveysPerSecond: number;
  readonly cpuMsPerSurvey: number;
  readonly requestsPerSurvey: number;
}

/**
 * Measures ways to send the same surveys to one local queue, interleaved, each round in a process of its own.
 *
 * @returns medians over the rounds.
 */
export async function measureSending(
  rounds: number,
  onRound: (round: number) => void,
): Promise<SendingSpeed[]> {
  const server = await startFauxqs({ port: 0, logger: false });
  try {
    const names = Object.keys(ways);
    const measured = new Map(names.map((name): [string, Measurement[]] => [name, []]));
    for (let round = 0; round < rounds; round++) {
      onRound(round + 1);
      for (const name of names) {
        // A new queue every time, so that none is slowed down by what others left in it.
        const queue = `${name.replaceAll(/\W+/g, "-")}-${round}`;
        server.createQueue(queue);
        const queueUrl = `${server.address}/000000000000/${queue}`;
        measured.get(name)?.push(await measureOnce(name, queueUrl, server.address));
      }
    }
    return names.map((name) => speedOf(name, measured.get(name) ?? []));
  } finally {
    await server.stop();
  }
}

function speedOf(name: string, measured: readonly Measurement[]): SendingSpeed {
  return {
    name,
    surveysPerSecond: (1_000 * SURVEYS) / median(measured.map(({ wallMs }) => wallMs)),
    cpuMsPerSurvey: median(measured.map(({ cpuMs }) => cpuMs)) / SURVEYS,
    requestsPerSurvey: median(measured.map(({ requests }) => requests)) / SURVEYS,
  };
}

async function measureOnce(name: string, queueUrl: string, endpoint: string) {
  const program = fileURLToPath(new URL("./sending-process.ts", import.meta.url));
  const child = fork(program, [name, queueUrl, endpoint, String(SURVEYS)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const result = await Promise.race([once(child, "message"), once(child, "exit")]);
  return measurementSchema.parse(result[0]);
}
