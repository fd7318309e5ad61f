import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { createFolderStorage, createOutbox, createSurveyClient } from "@lab/survey-client/node";
import { expect, it } from "vitest";
import { startPipeline } from "./pipeline.ts";

/** `OUTBOX_KILLS=500` for a long run. */
const KILLS = Number(process.env.OUTBOX_KILLS ?? 8);
const SURVEYS = 60;
/** Long enough for saves and sends of a process to be under way, in milliseconds. */
const LIFE = 600;

it("everything an outbox saved arrives and counts once, however often its process is killed", {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  const folder = await mkdtemp(join(tmpdir(), "outbox-"));
  const saved = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const args = [join(folder, "surveys"), stack.outputs.queueUrl, `k${kill}`, String(SURVEYS)];
    const child = spawn(
      process.execPath,
      ["--conditions=@lab/source", join(import.meta.dirname, "outbox-process.ts"), ...args],
      {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, ...cloud.environment, NODE_COMPILE_CACHE: join(folder, "compiled") },
      },
    );
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (id) => saved.add(id));
    const closed = Promise.all([once(child, "close"), once(lines, "close")]);
    await Promise.race([once(lines, "line"), closed]);
    await setTimeout(Math.random() * LIFE);
    child.kill("SIGKILL");
    await closed;
    expect(child.signalCode).toBe("SIGKILL");
  }

  // A minute later, for the outbox: what the killed processes were about to remove is waiting again.
  const storage = createFolderStorage(join(folder, "surveys"), { now: () => Date.now() + 61_000 });
  const client = createSurveyClient({
    queueUrl: stack.outputs.queueUrl,
    sqs: stack.sqs,
  });
  const outbox = createOutbox({ storage, client });
  const { waiting } = await outbox.status();
  expect(await outbox.flush()).toMatchObject({ failed: 0, refused: 0 });
  expect(await readdir(join(folder, "surveys"))).toEqual([]);

  const { state } = await pipeline.settle();
  console.info(`${KILLS} kills, ${saved.size} surveys saved, ${waiting} of them waiting after the last kill`);
  const stored = new Set(state.surveys.keys());
  expect([...saved].filter((id) => !stored.has(id))).toEqual([]);
  expect(state.rejected.size).toBe(0);
  expect(state.submissions).toHaveLength(stored.size);
  const counts = state.participants.reduce((sum, { num_submission }) => sum + num_submission, 0);
  expect(counts).toBe(stored.size);
  await rm(folder, { recursive: true });
});
