import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { createFolderStorage, createOutbox, createSurveyClient } from "@lab/survey-client/node";
import { type Random, seededRandom } from "@lab/survey-stack";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { startPipeline } from "./pipeline.ts";

const SURVEYS = 60;
/** Long enough for saves and sends of a process to be under way, in milliseconds. */
const LIFE = 600;

/** What became of the surveys of an outbox whose processes were killed. */
export interface KillReport {
  readonly kills: number;
  /** Surveys whose `save` had resolved. */
  readonly saved: number;
  /** Surveys still in the folder after the last kill. */
  readonly waiting: number;
  /** Surveys in the surveys bucket at the end: the saved ones, and ones that were saved without a word about it. */
  readonly stored: number;
  /** Entries of the ledger, and the sum of all participants' counts: each equals `stored`. */
  readonly ledger: number;
  readonly counted: number;
  readonly rejected: number;
  /** Saved surveys that are not in the bucket. */
  readonly lost: readonly string[];
  /** Files left in the outbox's folder. */
  readonly left: readonly string[];
}

/**
 * Starts a process that saves and sends surveys, kills it with SIGKILL up to 600 ms after its first save, and so again and
 * again with the same folder. At the end, sends what waits and lets the pipeline process everything.
 *
 * @param seed - Decides when each process is killed.
 */
export async function killOutboxes(
  kills: number,
  seed: number,
  onKill: (kill: number) => void = () => {},
): Promise<KillReport> {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  const { queueUrl } = stack.outputs;
  await using home = await createTemporaryFolder("lab-outbox");
  const folder = join(home.path, "surveys");
  const env = { ...process.env, ...cloud.environment, NODE_COMPILE_CACHE: join(home.path, "compiled") };
  const saved = new Set<string>();
  const random = seededRandom(seed);
  for (let kill = 0; kill < kills; kill++) {
    for (const id of await saveUntilKilled([folder, queueUrl, `k${kill}`, String(SURVEYS)], env, random))
      saved.add(id);
    onKill(kill + 1);
  }
  // A minute later, for the outbox: what the killed processes were about to remove is waiting again.
  const storage = createFolderStorage(folder, { now: () => Date.now() + 61_000 });
  const outbox = createOutbox({ storage, client: createSurveyClient({ queueUrl, sqs: stack.sqs }) });
  const { waiting } = await outbox.status();
  await outbox.flush();

  const { state } = await pipeline.settle();
  const stored = new Set(state.surveys.keys());
  return {
    kills,
    saved: saved.size,
    waiting,
    stored: stored.size,
    ledger: state.submissions.length,
    counted: state.participants.reduce((sum, { num_submission }) => sum + num_submission, 0),
    rejected: state.rejected.size,
    lost: [...saved].filter((id) => !stored.has(id)),
    left: await readdir(folder),
  };
}

/** @returns the ids of the surveys that the process said were saved, before it was killed. */
async function saveUntilKilled(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  random: Random,
): Promise<string[]> {
  const program = join(import.meta.dirname, "outbox-process.ts");
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  const saved: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (id) => saved.push(id));
  const closed = Promise.all([once(child, "close"), once(lines, "close")]);
  await Promise.race([once(lines, "line"), closed]);
  await setTimeout(random() * LIFE);
  child.kill("SIGKILL");
  await closed;
  if (child.signalCode !== "SIGKILL") throw new Error("the process ended before it was killed");
  return saved;
}
