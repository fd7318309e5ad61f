// The simulation's command line, for developers.
import {
  type CommandContext,
  type CommandResult,
  createProgram,
  EXIT_CODES_HELP,
  examples,
  number,
  runCommand,
  runProgram,
  wholeNumber,
  withJsonOption,
} from "@lab/command-line";
import { type Command, Option } from "commander";
import {
  describeExhaustive,
  describeExplanation,
  describeExploration,
  describeMutant,
  describeMutants,
  describeProgress,
  describeRandom,
} from "./describe-report.ts";
import { replay } from "./replay.ts";
import { runExhaustive } from "./run-exhaustive.ts";
import { runMutants } from "./run-mutants.ts";
import { runRandom } from "./run-random.ts";

interface SimulationOptions {
  readonly schedules?: number;
  readonly minutes?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly mutant?: string;
  readonly scenario?: string;
  readonly json?: boolean;
}

const MOST = Number.MAX_SAFE_INTEGER;
const seedOption = ["--seed <n>", "the schedule's seed", wholeNumber(1, MOST)] as const;
const mutantOption = [
  "--mutant <name>",
  "with a defect in the processor or the eraser, by the name that `mutants` prints",
] as const;

const HELP = `
${examples(
  ["npm run simulation -- random --minutes 60", "schedules for an hour"],
  ["npm run simulation -- replay --seed 4711", "one of them, step by step"],
  ["npm run simulation -- exhaustive", "every order of two surveys' deliveries, and one fault"],
  ["npm run simulation -- mutants", "is every defect found?"],
)}
${EXIT_CODES_HELP}`;

const simulation = createProgram(
  "simulation",
  "Runs the real processor in a simulated world in which everything goes wrong. One seed decides what goes wrong.",
).addHelpText("afterAll", HELP);

const add = (
  name: string,
  summary: string,
  run: (options: SimulationOptions, context: CommandContext) => Promise<CommandResult>,
) =>
  withJsonOption(simulation.command(name).summary(summary).description(`${summary}.`)).action(
    async (options: SimulationOptions) => {
      process.exitCode = await runCommand(options, (context) => run(options, context));
    },
  );
const withThreads = (command: Command) =>
  command.option("--threads <n>", "how many threads (default: one for each processor)", wholeNumber(1, 256));

withThreads(add("random", "runs schedules, one for each seed, until one fails", random))
  .option("--schedules <n>", "how many (default: 200,000)", wholeNumber(1, MOST))
  .addOption(
    new Option("--minutes <n>", "for how long instead").argParser(number(0, MOST)).conflicts("schedules"),
  )
  .option(seedOption[0], "the first schedule's seed (default: 1)", seedOption[2])
  .option(...mutantOption);
add("replay", "runs one schedule again and shows what happened", replayOne)
  .requiredOption(...seedOption)
  .option(...mutantOption);
withThreads(
  add(
    "exhaustive",
    "takes two surveys, most of them delivered twice, through every order of steps and one fault",
    exhaustive,
  ),
)
  .option("--scenario <text>", "only scenarios whose name contains this")
  .option(...mutantOption);
withThreads(
  add(
    "mutants",
    "puts defects into the processor and the eraser, one at a time, and runs schedules until each is found",
    mutants,
  ),
).option(
  "--schedules <n>",
  "how many schedules a mutant may survive (default: 20,000)",
  wholeNumber(1, MOST),
);
await runProgram(simulation);

async function random(
  { seed, json: _, ...options }: SimulationOptions,
  { progress, print, signal }: CommandContext,
): Promise<CommandResult> {
  const report = await runRandom({
    ...options,
    signal,
    ...(seed !== undefined && { firstSeed: seed }),
    onProgress: (state) => progress.show(describeProgress(state)),
  });
  print(describeRandom(report));
  return { ok: report.ok, document: report };
}

async function replayOne(
  { seed = 1, mutant }: SimulationOptions,
  { print }: CommandContext,
): Promise<CommandResult> {
  const explanation = await replay(seed, mutant === undefined ? {} : { mutant });
  print(describeExplanation(explanation));
  return { ok: explanation.violation === undefined, document: explanation };
}

async function exhaustive(
  { json: _, ...options }: SimulationOptions,
  { print, signal }: CommandContext,
): Promise<CommandResult> {
  const onProgress = (exploration: Parameters<typeof describeExploration>[0]) =>
    print(describeExploration(exploration));
  const report = await runExhaustive({ ...options, signal, onProgress });
  print(describeExhaustive(report));
  return { ok: report.ok, document: withoutBigints(report) };
}

async function mutants(
  { schedules, threads }: SimulationOptions,
  { print, signal }: CommandContext,
): Promise<CommandResult> {
  const report = await runMutants({
    signal,
    ...(schedules !== undefined && { most: schedules }),
    ...(threads !== undefined && { threads }),
    onProgress: (verdict) => print(describeMutant(verdict)),
  });
  print(describeMutants(report));
  return { ok: report.ok, document: report };
}

/** JSON has no numbers as large as the number of orders, so they are texts there. */
function withoutBigints(report: unknown): unknown {
  return JSON.parse(
    JSON.stringify(report, (_, value) => (typeof value === "bigint" ? String(value) : value)),
  );
}
