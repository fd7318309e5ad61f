import type { Exploration } from "./exhaustive/explore.ts";
import type { Explanation } from "./replay.ts";
import type { ExhaustiveReport } from "./run-exhaustive.ts";
import type { MutantsReport, MutantVerdict } from "./run-mutants.ts";
import type { RandomProgress, RandomReport } from "./run-random.ts";

const count = (number: number | bigint) => number.toLocaleString("en");
/** Seconds between two lines of progress. */
const PROGRESS_EVERY = 10;

/** Tells from time to time how far it has come. */
export function randomProgress(): (progress: RandomProgress) => void {
  let shown = 0;
  return ({ schedules, of, seconds }) => {
    if (seconds - shown < PROGRESS_EVERY) return;
    shown = seconds;
    const all = of === undefined ? "" : ` of ${count(of)}`;
    console.error(`${count(schedules)}${all} schedules, ${seconds.toFixed()} s`);
  };
}

export function printRandom({
  schedules,
  steps,
  seconds,
  faults,
  neverReached,
  failure,
}: RandomReport): void {
  console.log(`${count(schedules)} schedules, ${count(steps)} steps, ${seconds.toFixed(1)} s`);
  console.log("Faults reached:");
  for (const [kind, reached] of Object.entries(faults)) {
    console.log(`${count(reached).padStart(12)}  ${kind}`);
  }
  if (failure !== undefined) printExplanation(failure);
  else console.log("Nothing was lost, and nothing was counted twice.");
  if (failure === undefined && neverReached.length > 0) {
    console.log(`FAILED: never reached: ${neverReached.join("; ")}`);
  }
}

export function printExplanation({ seed, violation, history, minimal }: Explanation): void {
  console.log(`Seed ${seed}: ${violation ?? "all held"}`);
  if (minimal === undefined) {
    for (const line of history) console.log(`  ${line}`);
    return;
  }
  console.log(
    `As small as it gets, with ${minimal.messages} of its messages and ${minimal.faults} of its faults: ${minimal.violation}`,
  );
  for (const line of minimal.history) console.log(`  ${line}`);
}

export function showExploration({
  scenario,
  interleavings,
  states,
  steps,
  handlerRuns,
  failure,
}: Exploration): void {
  if (failure !== undefined) {
    console.log(`${scenario}: ${failure.violation}`);
    for (const step of failure.history) console.log(`  ${step}`);
    return;
  }
  console.log(
    `${scenario}: ${count(interleavings)} orders through ${count(states)} states by ${count(steps)} steps; ` +
      `the processor ran ${count(handlerRuns)} times`,
  );
}

export function printExhaustive({ scenarios, interleavings, states, seconds, ok }: ExhaustiveReport): void {
  console.log(
    `${scenarios.length} scenarios: ${count(interleavings)} orders, ${count(states)} states, ${seconds.toFixed(1)} s`,
  );
  console.log(ok ? "Nothing was lost, and nothing was counted twice." : "FAILED");
}

export function showMutant({ name, killed, schedules, violation }: MutantVerdict): void {
  const result = killed
    ? `killed by schedule ${count(schedules)}: ${violation}`
    : `SURVIVED ${count(schedules)} schedules`;
  console.log(`${name}: ${result}`);
}

export function printMutants({ mutants, killed, medianSchedules, seconds }: MutantsReport): void {
  console.log(
    `${killed} of ${mutants.length} mutants killed, by ${medianSchedules} schedules in the median, ${seconds.toFixed(1)} s`,
  );
}
