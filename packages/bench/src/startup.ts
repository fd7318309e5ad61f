import { spawn } from "node:child_process";
import { once } from "node:events";
import { newEvents } from "./events.ts";
import { median } from "./median.ts";

/** What a process does before it says that it is done. */
export interface StartupVariant {
  readonly name: string;
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Imports a bundle. */
export function importing(bundle: string): string {
  return `require(${JSON.stringify(bundle)});`;
}

/** Imports a bundle and stores one survey. */
export function storingOne(bundle: string): string {
  const [event] = newEvents(1);
  const one = { Records: event?.Records.slice(0, 1) };
  return `module.exports = require(${JSON.stringify(bundle)})
    .handler(${JSON.stringify(one)}, { getRemainingTimeInMillis: () => 30_000 });`;
}

/**
 * Measures, in interleaved rounds, the time from starting `node` to the end of each variant's script.
 *
 * @returns medians in milliseconds, in the order of the variants.
 */
export async function measureStartup(
  variants: readonly (() => StartupVariant)[],
  env: Readonly<Record<string, string>>,
  rounds: number,
): Promise<number[]> {
  const measured: number[][] = variants.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      const { script, env: own } = variant();
      const took = await timeOf(script, { ...env, ...own });
      if (round >= 0) measured[i]?.push(took);
    }
  }
  return measured.map(median);
}

async function timeOf(script: string, env: Readonly<Record<string, string>>): Promise<number> {
  // It ends by itself, because only then Node writes its compile cache.
  const whenDone = `${script}
    Promise.resolve(module.exports).then(() => { require("node:fs").writeSync(3, "done"); process.exit(); });`;
  const start = performance.now();
  const child = spawn(process.execPath, ["-e", whenDone], {
    env,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const done = child.stdio[3];
  if (!done) throw new Error("the process has no pipe");
  const exited = once(child, "exit");
  const said = once(done, "data").then(() => performance.now() - start);
  const took = await Promise.race([said, exited.then(() => Number.NaN)]);
  await exited;
  if (Number.isNaN(took)) throw new Error("the measured process ended before it was done");
  return took;
}
