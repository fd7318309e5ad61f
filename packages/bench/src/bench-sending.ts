import { parseArgs } from "node:util";
import { measureSending } from "./sending.ts";

const HELP = `usage: npm run bench:client -- [--rounds N] [--json]

Measures the client: surveys per second and requests per survey of one SendMessage per survey, of sqs-producer, and of ours,
side by side against one local queue. On a shared machine only the ratios mean something.

  --rounds N  measured rounds of each way; default 9
  --json      one JSON document instead of text`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    json: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const rounds = Number(values.rounds);
if (values.help || !Number.isInteger(rounds) || rounds < 1) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

const ways = await measureSending(rounds, (round) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Ksending: round ${round} of ${rounds}`);
});
const row = (name: string, ...cells: string[]) =>
  `  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(16)).join("")}`;
const slowest = ways[0]?.surveysPerSecond ?? Number.NaN;
console.log(
  values.json
    ? JSON.stringify({ rounds, ways }, null, 2)
    : [
        `Medians of ${rounds} interleaved rounds on this machine. Only the ratios carry over to another.`,
        "",
        row("Sending", "surveys/s", "× one by one", "CPU-ms/survey", "requests/survey"),
        ...ways.map(({ name, surveysPerSecond, cpuMsPerSurvey, requestsPerSurvey }) =>
          row(
            name,
            surveysPerSecond.toFixed(0),
            (surveysPerSecond / slowest).toFixed(1),
            cpuMsPerSurvey.toFixed(2),
            requestsPerSurvey.toFixed(2),
          ),
        ),
      ].join("\n"),
);
