import { readdir, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import * as z from "zod";
import { fileDigest } from "../formats/output-file.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** What an export has, and what proves that it is whole. It is the file `manifest.json` of an export. */
export const manifestSchema = z.strictObject({
  /** The format of the manifest. So far there is one. */
  format: z.literal(1),
  /** When it was begun: ISO 8601, UTC, by the clock of this computer. */
  exported_at: z.iso.datetime(),
  /** Who ran the command, as the computer says: `user@host`. */
  by: z.string(),
  /** From which stack: the names of its surveys bucket and of its ledger. */
  stack: z.strictObject({ region: z.string(), surveys_bucket: z.string(), submissions_table: z.string() }),
  /** How it was changed. */
  pseudonyms: z.boolean(),
  free_texts: z.boolean(),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      rows: count,
      /** Of a questionnaire: its rows by version. They are as many as the ledger has items. */
      versions: z.record(z.string(), count).optional(),
    }),
  ),
  /** The SHA-256 of each definition's canonical JSON, by version, `daily@1`: as in the study's lock. */
  definitions: z.record(z.string(), sha256),
  /** Surveys of the ledger that are not in it, and why. Empty in a complete export. */
  problems: z.array(z.strictObject({ kind: z.string(), key: z.string() })),
  /** Every file beside this one, by path. */
  files: z.record(z.string(), z.strictObject({ bytes: count, sha256 })),
});
/** A parsed manifest: see {@link manifestSchema}. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The name of the manifest's file. */
export const MANIFEST_FILE = "manifest.json";

/**
 * Writes the manifest of an export whose other files are all there.
 *
 * @returns the manifest, with every file.
 */
export async function writeManifest(folder: string, summary: Omit<Manifest, "files">): Promise<Manifest> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const name of await filesIn(folder)) files[name] = await fileDigest(join(folder, name));
  const manifest = manifestSchema.parse({ ...summary, files });
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    flush: true,
  });
  return manifest;
}

/** The paths of all files of an export, but for its manifest, in their order. */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path !== MANIFEST_FILE)
    .sort();
}
