import { copyFile, cp, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asset } from "@pulumi/pulumi";

/**
 * Writes a function's code archive into a folder, as Lambda unpacks it: archives of assets, and folders on disk.
 *
 * @throws For code that is not there, or packed in another way, such as zip files or what is elsewhere on the network.
 */
export async function unpackCode(code: unknown, directory: string): Promise<void> {
  if (code instanceof asset.AssetArchive) {
    const parts: Readonly<Record<string, unknown>> = await code.assets;
    for (const [path, part] of Object.entries(parts)) await unpackPart(part, join(directory, path));
    return;
  }
  if (code instanceof asset.FileArchive) {
    const source = await code.path;
    if (!(await stat(source)).isDirectory()) throw new Error(`its code is the file ${source}, not a folder`);
    await cp(source, directory, { recursive: true });
    return;
  }
  throw new Error("its code is neither an AssetArchive nor a FileArchive");
}

async function unpackPart(part: unknown, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  if (part instanceof asset.FileAsset) await copyFile(await part.path, target);
  else if (part instanceof asset.StringAsset) await writeFile(target, await part.text);
  else await unpackCode(part, target);
}
