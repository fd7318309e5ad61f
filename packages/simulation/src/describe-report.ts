import type { Exploration } from "./exhaustive/explore.ts";
import type { Explanation } from "./replay.ts";
import type { ExhaustiveReport } from "./run-exhaustive.ts";
import type { MutantsReport, MutantVerdict } from "./run-mutants.ts";
import type { RandomProgress, RandomReport } from "./run-random.ts";

const HELD = "Nothing was lost, and nothing was counted twice.";

const count = (number: number | bigint) => number.toLocaleString("en");

export function describeProgress({ schedules, of, seconds }: RandomProgress): string {
  const all = of === undefined ? "" : ` of ${count(of)}`;
  return `${count(schedules)}${all} schedules, ${seconds.toFixed()} s`;
}

export function describeRandom(report: RandomReport): string {
  const { schedules, steps, seconds, faults, neverReached, failure } = report;
  return [
    `${count(schedules)} schedules, ${count(steps)} steps, ${seconds.toFixed(1)} s`,
    "Faults reached:",
    ...Object.entries(faults).map(([kind, reached]) => `${count(reached).padStart(12)}  ${kind}`),
    failure === undefined ? HELD : describeExplanation(failure),
    ...(failure === undefined && neverReached.length > 0
      ? [`FAILED: never reached: ${neverReached.join("; ")}`]
      : []),
  ].join("\n");
}

export function describeExplanation({ seed, violation, history, minimal }: Explanation): string {
  const heading = `Seed ${seed}: ${violation ?? "all held"}`;
  if (minimal === undefined) return [heading, ...indented(history)].join("\n");
  return [
    heading,
    `The smallest schedule that still fails, with ${minimal.messages} of its messages and ${minimal.faults} of its faults: ${minimal.violation}`,
    ...indented(minimal.history),
  ].join("\n");
}

export function describeExploration(exploration: Exploration): string {
  const { scenario, interleavings, states, steps, handlerRuns, failure } = exploration;
  if (failure !== undefined) {
    return [`${scenario}: ${failure.violation}`, ...indented(failure.history)].join("\n");
  }
  return (
    `${scenario}: ${count(interleavings)} orders through ${count(states)} states by ${count(steps)} steps, ` +
    `the processor ran ${count(handlerRuns)} times`
  );
}

export function describeExhaustive({
  scenarios,
  interleavings,
  states,
  seconds,
  ok,
}: ExhaustiveReport): string {
  return [
    `${scenarios.length} scenarios: ${count(interleavings)} orders, ${count(states)} states, ${seconds.toFixed(1)} s`,
    ok ? HELD : "FAILED",
  ].join("\n");
}

export function describeMutant({ name, killed, schedules, violation }: MutantVerdict): string {
  return killed
    ? `${name}: killed by schedule ${count(schedules)}: ${violation}`
    : `${name}: SURVIVED ${count(schedules)} schedules`;
}

export function describeMutants({ mutants, killed, medianSchedules, seconds }: MutantsReport): string {
  return `${killed} of ${mutants.length} mutants killed, by ${medianSchedules} schedules in the median, ${seconds.toFixed(1)} s`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
