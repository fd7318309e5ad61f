// Makes a temporary folder with a file in it, tells its path, and ends as the argument says.
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTemporaryFolder } from "../src/temporary-folder.ts";

const folder = await createTemporaryFolder("lab-try");
await writeFile(join(folder.path, "file"), "");
process.stdout.write(`${folder.path}\n`);

const [way] = process.argv.slice(2);
if (way === "exit") process.exit(3);
if (way === "throw") throw new Error("nobody catches this");
if (way === "stay") setInterval(() => {}, 60_000);
if (way === "listen") {
  const going = setInterval(() => {}, 60_000);
  await once(process, "SIGTERM");
  clearInterval(going);
  process.stdout.write("finished in peace\n");
}
