import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a page to a file. It is written aside and gets its name when it is whole, so that whoever opens the file finds the old page or
 * the new one. Whoever is interrupted leaves the old one.
 */
export async function writeReport(path: string, page: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `.${basename(path)}.${process.pid}`);
  try {
    const file = await open(aside, "w");
    try {
      await file.writeFile(page);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}
