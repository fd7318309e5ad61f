import { copyFile, cp, lstat, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asset } from "@pulumi/pulumi";

/**
 * Writes a function's code archive into a folder, as Lambda unpacks it: archives of assets, and folders on disk. Nothing is written
 * outside the folder, whatever the files are called.
 *
 * @param directory - A new folder.
 * @throws For code that is missing, for zip files and files on the network, and for paths that would leave
 *   the folder, by `..`, as an absolute path, in Windows' way of writing, or by a link.
 */
export async function unpackCode(code: unknown, directory: string): Promise<void> {
  if (code instanceof asset.AssetArchive) {
    const parts: Readonly<Record<string, unknown>> = await code.assets;
    for (const [path, part] of Object.entries(parts)) await unpackPart(part, within(directory, path));
    return;
  }
  if (code instanceof asset.FileArchive) {
    const source = await code.path;
    if (!(await stat(source)).isDirectory()) throw new Error(`its code is the file ${source}, not a folder`);
    await cp(source, directory, { recursive: true, filter: refuseLink });
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

/** `.` is the folder itself; anything else is a relative path of plain names. */
function within(directory: string, path: string): string {
  if (path === ".") return directory;
  const names = path.split("/");
  const plain = (name: string) => name !== "" && name !== "." && name !== ".." && !hasSpecial(name);
  if (names.every(plain)) return join(directory, ...names);
  throw new Error(`its code has the path ${JSON.stringify(path)}, which is not one inside its folder`);
}

/** A backslash separates names on Windows, a colon follows a drive, and a NUL ends a path. */
function hasSpecial(name: string): boolean {
  return ["\\", ":", "\0"].some((character) => name.includes(character));
}

/** A link in a folder could lead what is unpacked next to anywhere. */
async function refuseLink(source: string): Promise<boolean> {
  if ((await lstat(source)).isSymbolicLink()) throw new Error(`its code has the link ${source}`);
  return true;
}
