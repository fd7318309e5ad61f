import { hash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@lab/survey-stack";
import * as z from "zod";

/** A survey's object as it was read, and compared with the ledger. */
const cachedSchema = z.strictObject({
  key: z.string(),
  etag: z.string(),
  /** The SHA-256 of the body, in hexadecimal. A disk may lose a bit. */
  sha256: z.string(),
  body: z.string(),
});
/** A survey's object as it was read: see {@link cachedSchema}. */
export type CachedSurvey = Readonly<z.infer<typeof cachedSchema>>;

/**
 * Surveys that were read before, on this computer. One file for each participant, so that erasing a participant is deleting a file. Objects
 * never change, so one with the same key and ETag need not be read again.
 *
 * Only its user may read it, since it holds answers.
 */
export interface SurveyCache {
  /** The participant's surveys, by key. What is not what it was when it was put is left out. */
  read(user_id: string): Promise<ReadonlyMap<string, CachedSurvey>>;
  /** Replaces what there is of a participant. Whoever reads at the same time, finds the old or the new. */
  write(user_id: string, surveys: readonly CachedSurvey[]): Promise<void>;
  /** Deletes what there is of everybody else. */
  keepOnly(user_ids: Iterable<string>): Promise<void>;
}

/** A cache that keeps nothing. */
export const noCache: SurveyCache = {
  read: async () => new Map(),
  write: async () => undefined,
  keepOnly: async () => undefined,
};

/**
 * The cache of a stack, a folder.
 *
 * @param folder - where all caches are. It is made when it is needed.
 * @param bucket - the name of the stack's surveys bucket.
 */
export function surveyCache(folder: string, bucket: string): SurveyCache {
  const place = cacheFolder(folder, bucket);
  return {
    read: async (user_id) => {
      const text = await readFile(join(place, fileName(user_id)), "utf8").catch(unlessMissing);
      return new Map((text ?? "").split("\n").flatMap((line) => entryOf(line)));
    },
    write: async (user_id, surveys) => {
      await mkdir(place, { recursive: true, mode: 0o700 });
      const beside = join(place, `${fileName(user_id)}.${process.pid}-${randomBytes(4).toString("hex")}`);
      try {
        const file = await open(beside, "wx", 0o600);
        try {
          await file.writeFile(surveys.map((survey) => `${JSON.stringify(survey)}\n`).join(""));
        } finally {
          await file.close();
        }
        await rename(beside, join(place, fileName(user_id)));
      } finally {
        await rm(beside, { force: true });
      }
    },
    keepOnly: async (user_ids) => {
      const kept = new Set(Array.from(user_ids, fileName));
      const names = (await readdir(place).catch(unlessMissing)) ?? [];
      const gone = names.filter((name) => !kept.has(name.replace(BESIDE, "")) || isAbandoned(name));
      for (const name of gone) await rm(join(place, name), { force: true });
    },
  };
}

/**
 * Deletes what a cache has of a participant, for example because the participant is erased.
 *
 * @returns how many surveys it had.
 */
export async function forgetCached(folder: string, bucket: string, user_id: string): Promise<number> {
  const surveys = await surveyCache(folder, bucket).read(user_id);
  await rm(join(cacheFolder(folder, bucket), fileName(user_id)), { force: true });
  return surveys.size;
}

/** What a file's name has at its end while it is being written: the process and a random number. */
const BESIDE = /\.(\d+)-[0-9a-f]{8}$/;

/** Whether a file was being written by a process that is no more. */
function isAbandoned(name: string): boolean {
  const pid = BESIDE.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** A name that no file system takes for another's, whatever it thinks of the case of letters. */
function fileName(user_id: string): string {
  return `${hash("sha256", user_id)}.jsonl`;
}

function cacheFolder(folder: string, bucket: string): string {
  return join(folder, bucket);
}

function entryOf(line: string): [string, CachedSurvey][] {
  const { data } = cachedSchema.safeParse(parseJson(line));
  return data !== undefined && hash("sha256", data.body) === data.sha256 ? [[data.key, data]] : [];
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
