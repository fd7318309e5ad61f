import { join } from "node:path";
import { parseArgs } from "node:util";
import { startLocalCloud } from "@lab/survey-cloud";
import { openStack } from "@lab/survey-stack";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { type MeasuredRun, runExport } from "./export-process.ts";
import { seedSurveys } from "./seed-surveys.ts";

const HELP = `usage: npm run bench:export -- [--surveys N,M] [--json]

Measures \`lab-survey export\` and \`query\` against a local cloud that holds N surveys, and then M: seconds and peak memory of a first
export, of one from a warm cache, and of a query. On a shared machine only the ratios mean something.

  --surveys N,M  how many surveys, in steps; default 20000,200000
  --json         one JSON document instead of text`;

const { values } = parseArgs({
  options: {
    surveys: { type: "string", default: "20000,200000" },
    json: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const steps = values.surveys.split(",").map(Number);
if (values.help || steps.some((step, i) => !Number.isInteger(step) || step <= (steps[i - 1] ?? 0))) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

/** A month of five surveys a day. */
const SURVEYS_PER_PARTICIPANT = 150;

await using folder = await createTemporaryFolder("lab-bench");
await using cloud = await startLocalCloud({ maxWorkers: 1 });
const stack = openStack(cloud);
const progress = (text: string) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`);
const measured: (MeasuredRun & { readonly surveys: number; readonly name: string })[] = [];
let there = 0;
for (const surveys of steps) {
  await seedSurveys(stack, { from: there, to: surveys, perParticipant: SURVEYS_PER_PARTICIPANT }, (done) =>
    progress(`${done.toLocaleString("en")} of ${surveys.toLocaleString("en")} surveys stored`),
  );
  there = surveys;
  const run = async (name: string, ...args: readonly string[]) => {
    progress(`${surveys.toLocaleString("en")} surveys: ${name} …`);
    const environment = { ...cloud.environment, XDG_CACHE_HOME: join(folder.path, `cache-${surveys}`) };
    measured.push({ surveys, name, ...(await runExport(args, environment)) });
  };
  await run("first export", "export", join(folder.path, `first-${surveys}`));
  await run("from a warm cache", "export", join(folder.path, `warm-${surveys}`));
  await run("query", "query", "select version, count(*), avg(seconds) from momentary group by all");
}
progress("");
stack.close();
const row = (...cells: readonly string[]) =>
  `  ${cells.map((cell, i) => (i < 2 ? cell.padEnd(20) : cell.padStart(14))).join("")}`;
console.log(
  values.json
    ? JSON.stringify(measured, undefined, 2)
    : [
        row("surveys", "what", "seconds", "µs/survey", "peak MB"),
        ...measured.map(({ surveys, name, seconds, peakMegabytes }) =>
          row(
            surveys.toLocaleString("en"),
            name,
            seconds.toFixed(1),
            ((seconds / surveys) * 1e6).toFixed(0),
            peakMegabytes.toFixed(0),
          ),
        ),
      ].join("\n"),
);
