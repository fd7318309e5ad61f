import { explore } from "../exhaustive/explore.ts";
import type { Scenario } from "../exhaustive/scenario.ts";
import { allScenarios } from "../exhaustive/scenarios.ts";
import type { FaultKind } from "../faults/fault-kinds.ts";
import type { SystemCode } from "../function/system-code.ts";
import { loadProcessor } from "../mutants/load-processor.ts";
import { makePlan } from "../schedule/plan.ts";
import { runSchedule } from "../schedule/run-schedule.ts";
import { shrink } from "../schedule/shrink.ts";
import type { Job, JobResult } from "./job.ts";

/** Schedules that take turns in one thread, so that none waits for the event loop alone. They share nothing. */
const LANES = 8;

export async function doJob(job: Job): Promise<JobResult> {
  const code = await loadProcessor(job.mutant);
  switch (job.kind) {
    case "run":
      return await runMany(code, job);
    case "explain":
      return await explain(code, job.seed);
    case "explore":
      return { kind: "explored", exploration: await explore(code, scenarioNamed(job.scenario)) };
  }
}

async function explain(code: SystemCode, seed: number): Promise<JobResult> {
  const plan = makePlan(seed);
  const { history, violation } = await runSchedule(code, plan, { keepHistory: true });
  return { kind: "explained", history, violation, shrunk: await shrink(code, plan) };
}

function scenarioNamed(name: string): Scenario {
  const scenario = allScenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new RangeError(`no scenario is called "${name}"`);
  return scenario;
}

async function runMany(
  code: SystemCode,
  { firstSeed, schedules, onlyWithdrawals }: Extract<Job, { kind: "run" }>,
): Promise<JobResult> {
  const faults = new Map<FaultKind, number>();
  const failures: { readonly seed: number; readonly violation: string }[] = [];
  let steps = 0;
  let next = firstSeed;
  const lane = async () => {
    while (next < firstSeed + schedules && failures.length === 0) {
      const seed = next++;
      const plan = makePlan(seed);
      if (onlyWithdrawals && plan.withdrawals.length === 0) continue;
      const result = await runSchedule(code, plan);
      steps += result.steps;
      for (const [kind, count] of result.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
      if (result.violation !== undefined) failures.push({ seed, violation: result.violation });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  // Each lane ends what it has begun, so the failure with the smallest seed is among them.
  const [failure] = failures.toSorted((a, b) => a.seed - b.seed);
  return { kind: "ran", schedules: next - firstSeed, steps, faults, failure };
}
