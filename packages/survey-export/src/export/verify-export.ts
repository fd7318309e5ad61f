import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { parseJson } from "@lab/survey-stack";
import { parse } from "csv-parse";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { fileDigest } from "../formats/output-file.ts";
import { filesIn, MANIFEST_FILE, type Manifest, manifestSchema } from "./manifest.ts";

/** Thrown when a folder is no export. */
export class NoExportError extends Error {
  override readonly name = "NoExportError";
  readonly code = "NO_EXPORT";

  constructor(folder: string) {
    super(
      `${folder} has no ${MANIFEST_FILE} of an export. Name the folder that \`lab-survey export\` wrote.`,
    );
  }
}

/**
 * What is wrong with a file of an export.
 *
 * - `missing`, `changed`, `extra`: it is not there, is not what was written, or was not written by the export;
 * - `rows_differ`: it does not have as many rows as the manifest says.
 */
export interface FileFinding {
  readonly kind: "missing" | "changed" | "extra" | "rows_differ";
  readonly path: string;
}

/** What was found in an export. */
export interface Verified {
  readonly manifest: Manifest;
  readonly findings: readonly FileFinding[];
}

/**
 * Checks that an export is what was written: each file by its SHA-256, and the rows of each table by counting them in its files.
 *
 * @throws NoExportError when the folder has no manifest.
 */
export async function verifyExport(folder: string, signal: AbortSignal): Promise<Verified> {
  const text = await readFile(join(folder, MANIFEST_FILE), "utf8").catch(() => "");
  const { data: manifest } = manifestSchema.safeParse(parseJson(text));
  if (manifest === undefined) throw new NoExportError(folder);
  const findings: FileFinding[] = [];
  const there = new Set(await filesIn(folder));
  for (const [path, written] of Object.entries(manifest.files)) {
    signal.throwIfAborted();
    if (!there.delete(path)) {
      findings.push({ kind: "missing", path });
      continue;
    }
    const { sha256 } = await fileDigest(join(folder, path));
    if (sha256 !== written.sha256) findings.push({ kind: "changed", path });
    const table = manifest.tables.find(({ name }) => path.replace(/\.[^.]*$/, "") === name);
    if (table === undefined) continue;
    const rows = await rowsIn(join(folder, path)).catch(() => undefined);
    if (rows !== table.rows) findings.push({ kind: "rows_differ", path });
  }
  findings.push(...[...there].map((path) => ({ kind: "extra", path }) as const));
  return { manifest, findings };
}

/** How many rows a file of a table has. */
async function rowsIn(path: string): Promise<number> {
  switch (extname(path)) {
    case ".parquet":
      return Number((await parquetMetadataAsync(await asyncBufferFromFile(path))).num_rows);
    case ".jsonl": {
      let lines = 0;
      for await (const _ of createInterface({ input: createReadStream(path) })) lines++;
      return lines;
    }
    default: {
      let records = 0;
      for await (const _ of createReadStream(path).pipe(parse({ bom: true }))) records++;
      return records - 1;
    }
  }
}
