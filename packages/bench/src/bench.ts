import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLocalCloud } from "@lab/survey-cloud";
import { bundleOptions } from "@lab/survey-processor/bundle-options";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { build } from "esbuild";
import { importing, measureStartup, type StartupVariant, storingOne } from "./startup.ts";
import { measureThroughput } from "./throughput.ts";

const HELP = `usage: pnpm bench [--rounds N] [--json]

Measures the processor against the SDK floor (for each survey one PutObject and one TransactWriteItems with the same SDK,
and nothing else), and how long its bundle takes to start against bare node. Everything runs on this machine, interleaved.
On a shared machine only the ratios mean something.

  --rounds N  measured rounds of each kind; default 15
  --json      one JSON document instead of text`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    json: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const rounds = Number(values.rounds);
if (values.help || !Number.isInteger(rounds) || rounds < 1) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

await using folder = await createTemporaryFolder("lab-bench");
await using cloud = await startLocalCloud({ maxWorkers: 1 });
const { codeDirectory, variables } = cloud.processor.declaration;
const ours = join(codeDirectory, "index.js");
const floor = join(folder.path, "floor.js");
await build({
  ...bundleOptions,
  entryPoints: [fileURLToPath(new URL("./sdk-floor.ts", import.meta.url))],
  outfile: floor,
});
const aws = Object.entries(cloud.environment).filter(([name]) => name.startsWith("AWS_"));
const env = { ...variables, ...Object.fromEntries(aws) };

const progress = (text: string) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`);
const [handler, sdk] = await measureThroughput([ours, floor], env, rounds, (round) =>
  progress(`throughput: round ${round} of ${rounds}`),
);
progress("startup …");
const cache = { NODE_COMPILE_CACHE: join(folder.path, "cache"), NODE_COMPILE_CACHE_PORTABLE: "1" };
const variants: (() => StartupVariant)[] = [
  () => ({ name: "bare node", script: "" }),
  () => ({ name: "handler imported", script: importing(ours) }),
  () => ({ name: "handler imported, from a compile cache", script: importing(ours), env: cache }),
  () => ({
    name: "handler imported, with source maps",
    script: importing(ours),
    env: { NODE_OPTIONS: "--enable-source-maps" },
  }),
  () => ({ name: "first survey stored", script: storingOne(ours) }),
  () => ({ name: "SDK floor imported", script: importing(floor) }),
];
const times = await measureStartup(variants, env, rounds);
progress("");
if (!handler || !sdk) throw new Error("nothing was measured");

const bare = times[0] ?? Number.NaN;
const startup = variants.map((variant, i) => {
  const ms = times[i] ?? Number.NaN;
  return { name: variant().name, ms, timesBareNode: ms / bare };
});
const cpuRatio = handler.cpuMsPerSurvey / sdk.cpuMsPerSurvey;
const bundleKb = (await stat(ours)).size / 1_000;
const report = { rounds, handler, sdk, cpuRatio, bundleKb, startup };
console.log(values.json ? JSON.stringify(report, null, 2) : text(report));

type Report = {
  readonly rounds: number;
  readonly handler: { readonly cpuMsPerSurvey: number; readonly surveysPerSecond: number };
  readonly sdk: { readonly cpuMsPerSurvey: number; readonly surveysPerSecond: number };
  readonly cpuRatio: number;
  readonly bundleKb: number;
  readonly startup: readonly { readonly name: string; readonly ms: number; readonly timesBareNode: number }[];
};

function text({ handler, sdk, cpuRatio, bundleKb, startup, rounds: measured }: Report): string {
  const row = (name: string, ...cells: string[]) =>
    `  ${name.padEnd(40)}${cells.map((c) => c.padStart(14)).join("")}`;
  const speed = ({ cpuMsPerSurvey, surveysPerSecond }: Report["sdk"]) => [
    cpuMsPerSurvey.toFixed(2),
    surveysPerSecond.toFixed(0),
  ];
  return [
    `Medians of ${measured} interleaved rounds on this machine. Only the ratios carry over to another.`,
    "",
    row("Processing, one instance", "CPU-ms/survey", "surveys/s"),
    row("our handler", ...speed(handler)),
    row("SDK floor", ...speed(sdk)),
    row("handler / floor", cpuRatio.toFixed(2), (handler.surveysPerSecond / sdk.surveysPerSecond).toFixed(2)),
    "",
    row("Starting, from process start", "ms", "× bare node"),
    ...startup.map(({ name, ms, timesBareNode }) => row(name, ms.toFixed(0), timesBareNode.toFixed(2))),
    "",
    row("Bundle", `${bundleKb.toFixed(0)} kB`),
  ].join("\n");
}
