import { parseArgs } from "node:util";
import {
  printExhaustive,
  printExplanation,
  printMutants,
  printRandom,
  randomProgress,
  showExploration,
  showMutant,
} from "./print-report.ts";
import { replay } from "./replay.ts";
import { runExhaustive } from "./run-exhaustive.ts";
import { runMutants } from "./run-mutants.ts";
import { runRandom } from "./run-random.ts";

const HELP = `The real processor in a world of faults that one seed decides.

Usage: pnpm simulate <command> [options]

  random      runs schedules, one for each seed, until one fails
                --schedules N    how many (default 200000)
                --minutes N      for how long instead
                --seed N         the first seed (default 1)
                --mutant NAME    with a defect in the processor
  replay      runs one schedule again and tells what happened
                --seed N         which
                --mutant NAME    with a defect in the processor
  exhaustive  takes two surveys, each delivered twice, through every order of steps and one fault
                --scenario TEXT  only scenarios whose name contains this
                --mutant NAME    with a defect in the processor
  mutants     puts defects into the processor, one at a time, and runs schedules until each is found
                --schedules N    how many a mutant may survive (default 20000)

  --threads N   how many threads (default: one for each processor)
  --json        one JSON document on stdout, and nothing else
  --help

Exit codes: 0 all held; 1 a schedule failed, a mutant survived or a kind of fault was never reached; 2 usage; 3 the
simulation itself could not go on.

Examples:
  pnpm simulate random --minutes 60
  pnpm simulate replay --seed 4711
  pnpm simulate replay --seed 1 --mutant "no condition on the ledger"
`;

const HELD = 0;
const FAILED = 1;
const USAGE = 2;
const BROKEN = 3;

class UsageError extends Error {
  override readonly name = "UsageError";
}

async function main(): Promise<number> {
  const { values, positionals } = parseArguments();
  if (values.help) {
    console.log(HELP);
    return HELD;
  }
  const schedules = wholeNumber("schedules", values.schedules);
  const minutes = positiveNumber("minutes", values.minutes);
  const seed = wholeNumber("seed", values.seed);
  const threads = wholeNumber("threads", values.threads);
  const { mutant, scenario, json } = values;
  const common = given({ threads });

  switch (positionals.join(" ")) {
    case "random": {
      const onProgress = json ? undefined : randomProgress();
      const options = given({ schedules, minutes, firstSeed: seed, mutant, onProgress });
      const report = await runRandom({ ...common, ...options });
      print(report, json, printRandom);
      return report.ok ? HELD : FAILED;
    }
    case "replay": {
      if (seed === undefined) throw new UsageError("replay needs --seed");
      const explanation = await replay(seed, given({ mutant }));
      print(explanation, json, printExplanation);
      return explanation.violation === undefined ? HELD : FAILED;
    }
    case "exhaustive": {
      const onProgress = json ? undefined : showExploration;
      const report = await runExhaustive({ ...common, ...given({ scenario, mutant, onProgress }) });
      print(report, json, printExhaustive);
      return report.ok ? HELD : FAILED;
    }
    case "mutants": {
      const onProgress = json ? undefined : showMutant;
      const report = await runMutants({ ...common, ...given({ most: schedules, onProgress }) });
      print(report, json, printMutants);
      return report.ok ? HELD : FAILED;
    }
    default:
      throw new UsageError(`not a command: ${positionals.join(" ") || "(none)"}`);
  }
}

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        schedules: { type: "string" },
        minutes: { type: "string" },
        seed: { type: "string" },
        threads: { type: "string" },
        mutant: { type: "string" },
        scenario: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  const number = positiveNumber(name, text);
  if (number === undefined || Number.isSafeInteger(number)) return number;
  throw new UsageError(`--${name} has to be a whole number, not ${text}`);
}

function positiveNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UsageError(`--${name} has to be a number above 0, not ${text}`);
}

/** Leaves out options that were not given, which is not the same as giving `undefined`. */
function given<Options extends Record<string, unknown>>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> };
function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function print<Report>(report: Report, json: boolean, forPeople: (report: Report) => void): void {
  if (!json) forPeople(report);
  else console.log(JSON.stringify(report, (_, value) => (typeof value === "bigint" ? String(value) : value)));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = error instanceof UsageError ? USAGE : BROKEN;
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  if (error instanceof UsageError) console.error("See --help.");
}
