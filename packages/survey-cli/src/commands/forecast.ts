import { writeFile } from "node:fs/promises";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  number,
  runCommand,
  wholeNumber,
  withJsonOption,
} from "@lab/command-line";
import { loadStackConfig } from "@lab/infra/stack-config";
import { type Burst, estimateBill, forecast } from "@lab/survey-stack";
import type { Command } from "commander";
import { backlogSvg } from "../output/backlog-svg.ts";
import { capacityReport, forecastSamples } from "../output/forecast-report.ts";
import { typedPath } from "../typed-path.ts";

interface ForecastCommandOptions {
  readonly surveys: number;
  readonly within: number;
  readonly config: string;
  readonly concurrency?: number;
  readonly batchSize?: number;
  readonly batchSeconds: number;
  readonly kilobytes: number;
  readonly svg?: string;
  readonly json?: boolean;
}

const HELP = `
It sends nothing. It calculates with AWS's published limits and prices, which docs/scalability.md lists with their sources.
${examples(
  ["npm run lab-survey -- forecast", "100,000 surveys in one minute, with prod's configuration"],
  [
    "npm run lab-survey -- forecast --surveys 1000000 --concurrency 1000",
    "what another configuration would do",
  ],
)}
${EXIT_CODES_HELP}`;

export function addForecastCommand(program: Command): void {
  const command = program
    .command("forecast")
    .summary("forecast the backlog, drain time, bottleneck and bill of a burst in AWS")
    .description(
      "Forecasts, second by second, what a burst of surveys does to a stack in AWS. It shows how long the queue gets, when all is processed, what limits it, and what it costs.",
    )
    .option("--surveys <n>", "how many surveys are sent", wholeNumber(1, 100_000_000), 100_000)
    .option("--within <seconds>", "the time over which they are sent", wholeNumber(1, 86_400), 60)
    .option("--config <stack>", "the stack whose Pulumi.<stack>.yaml to take the configuration from", "prod")
    .option("--concurrency <n>", "instead of the configuration's maximumConcurrency", wholeNumber(2, 1_000))
    .option("--batch-size <n>", "instead of the configuration's batchSize", wholeNumber(1, 10))
    .option("--batch-seconds <s>", "how long the function takes for a batch", number(0.01, 900), 0.3)
    .option("--kilobytes <n>", "the size of a survey's answers", number(0.1, 256), 0.5)
    .option("--svg <path>", "draw the backlog over time into a file");
  withJsonOption(command)
    .addHelpText("after", HELP)
    .action(async (options: ForecastCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => runForecast(options, context));
    });
}

async function runForecast(
  options: ForecastCommandOptions,
  { print }: CommandContext,
): Promise<CommandResult> {
  const config = await loadStackConfig(options.config);
  const value = (key: string) => Number(config[`survey-pipeline:${key}`]);
  const burst: Burst = {
    surveys: options.surveys,
    within: options.within,
    batchSize: options.batchSize ?? value("batchSize"),
    maximumConcurrency: options.concurrency ?? value("maximumConcurrency"),
    secondsPerBatch: options.batchSeconds,
    kilobytes: options.kilobytes,
  };
  const course = forecast(burst);
  const bill = estimateBill(burst, value("memorySizeMb") / 1_024);
  print(capacityReport(burst, course, bill));
  if (options.svg !== undefined) {
    const path = typedPath(options.svg);
    const title = `${burst.surveys.toLocaleString("en")} surveys within ${burst.within} s, as forecast`;
    const subtitle = `maximumConcurrency ${burst.maximumConcurrency}, ${burst.secondsPerBatch} s for a batch of ${burst.batchSize}`;
    await writeFile(path, backlogSvg(forecastSamples(course), { title, subtitle, moments: [], kills: [] }));
    print(`\nThe backlog over time is drawn in ${path}`);
  }
  const { seconds: _, ...summary } = course;
  return { ok: true, document: { burst, ...summary, bill } };
}
