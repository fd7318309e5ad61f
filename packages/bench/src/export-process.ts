import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../survey-cli/src/cli.ts", import.meta.url));

/** What a process prints last: the most memory it ever had, in KiB. */
const PEAK = "peak memory in KiB:";
const PRINT_PEAK = `data:text/javascript,${encodeURIComponent(
  `process.on("exit", () => process.stderr.write("\\n${PEAK}" + process.resourceUsage().maxRSS));`,
)}`;

export interface MeasuredRun {
  readonly seconds: number;
  /** The most memory that the process ever had. */
  readonly peakMegabytes: number;
}

/**
 * Runs a command of `lab-survey` in a process of its own.
 *
 * @throws Error with what it printed, when it fails.
 */
export async function runExport(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", PRINT_PEAK, cli, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - started) / 1_000;
  if (code !== 0) throw new Error(`lab-survey ${args.join(" ")} ended with ${code}:\n${stderr}`);
  const kibibytes = Number(stderr.slice(stderr.lastIndexOf(PEAK) + PEAK.length));
  return { seconds, peakMegabytes: (kibibytes * 1_024) / 1e6 };
}
