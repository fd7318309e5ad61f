import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { surveyText } from "@lab/testing/survey";
import * as z from "zod";
import { startScriptedSqs } from "./scripted-sqs.ts";

const drainSchema = z.object({
  sent: z.number(),
  waiting: z.number(),
  seconds: z.number(),
  /** Of the whole process, before and at the most, in MB. */
  idleMb: z.number(),
  peakMb: z.number(),
});

export interface DrainOptions {
  readonly surveys: number;
  /** Of every survey's freetext and one more field. */
  readonly characters: number;
  /** What JavaScript may use of memory, in MiB; V8 ends the process that needs more. */
  readonly heapMb: number;
}

/** Puts surveys into a folder, and sends them from a process with little memory. */
export async function drainFolder({ surveys, characters, heapMb }: DrainOptions) {
  await using temporary = await createTemporaryFolder("lab-drain");
  const folder = temporary.path;
  const sqs = await startScriptedSqs();
  try {
    const notes = "x".repeat(characters);
    for (let n = 0; n < surveys; n++) {
      await writeFile(join(folder, `${n}.json`), surveyText({ user_id: `p${n}`, notes }));
    }
    const options = [`--max-old-space-size=${heapMb}`];
    const program = join(import.meta.dirname, "drain-process.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...options,
      program,
      folder,
      sqs.queueUrl,
      sqs.endpoint,
    ]);
    const received = new Set(sqs.bodies().map((body): string => JSON.parse(body).user_id)).size;
    return { ...drainSchema.parse(JSON.parse(stdout)), received, left: await readdir(folder) };
  } finally {
    await sqs.close();
  }
}
