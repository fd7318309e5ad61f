import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { asset, runtime } from "@pulumi/pulumi";
import * as z from "zod";

/**
 * Files as Pulumi's engine describes them. The description also has the path of a file, which is not used
 * here.
 */
const sentFiles = z.object({
  [runtime.specialSigKey]: z.literal(runtime.specialArchiveSig),
  assets: z.record(
    z.string(),
    z.object({
      [runtime.specialSigKey]: z.literal(runtime.specialAssetSig),
      hash: z.string(),
    }),
  ),
});

/** A folder's files: texts by their names. */
type Files = ReadonlyMap<string, string>;

/**
 * Finds the code that a program deploys among the bundles that are built here. Whoever can reach the
 * provider's port can send any code, and it would run with the rights of this process. So only names and
 * hashes are taken from the sender. The files of the folder itself, as they are at that moment, are written
 * and run. A path that was sent is never opened.
 *
 * @param code - An archive as it was sent.
 * @param folders - The bundles. They are read at every call, so what was built since counts.
 * @returns The archive of the bundle that has exactly these files.
 * @throws When no bundle has, and for code that is described in another way.
 */
export async function ownBundle(code: unknown, folders: readonly string[]): Promise<asset.AssetArchive> {
  const sent = sentFiles.safeParse(code);
  if (sent.success) {
    const hashes = new Map(Object.entries(sent.data.assets).map(([name, { hash }]) => [name, hash]));
    for (const folder of folders) {
      const files = await readFiles(folder);
      if (isSame(files, hashes)) return archiveOf(files);
    }
  }
  throw new Error(
    `its code is not what is built here, in ${folders.join(" or ")}. Nothing else may run. Build this checkout (pnpm build), deploy from it, and try again`,
  );
}

async function readFiles(folder: string): Promise<Files> {
  const names = await readdir(folder).catch(() => []);
  const files = names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const);
  return new Map(await Promise.all(files));
}

function isSame(files: Files, hashes: ReadonlyMap<string, string>): boolean {
  if (files.size === 0 || files.size !== hashes.size) return false;
  return [...files].every(([name, text]) => hashes.get(name) === sha256(text));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Texts, not paths. So the files that were compared are written, even if a build replaces them meanwhile. */
function archiveOf(files: Files): asset.AssetArchive {
  const assets = [...files].map(([name, text]) => [name, new asset.StringAsset(text)] as const);
  return new asset.AssetArchive(Object.fromEntries(assets));
}
