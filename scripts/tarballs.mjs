// Packs the published packages as tarballs, which npm, pnpm and yarn can install without a registry.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { root } from "./run/processes.mjs";

const folder = resolve(process.env.INIT_CWD ?? "", process.argv[2] ?? join(root, "tarballs"));
mkdirSync(folder, { recursive: true });
const manifests = globSync("packages/*/package.json", { cwd: root });
const published = manifests.filter((path) => !JSON.parse(readFileSync(join(root, path), "utf8")).private);
const tarballs = published.map((path) => {
  const cwd = join(root, dirname(path));
  const packed = execFileSync("pnpm", ["pack", "--json", "--pack-destination", folder], {
    cwd,
    encoding: "utf8",
  });
  return namedByContent(JSON.parse(packed).filename);
});
console.log("Packed. In the folder of the app, install them together, since they need each other:\n");
console.log(`  npm install ${tarballs.map((path) => (path.includes(" ") ? `"${path}"` : path)).join(" ")}`);

/** A changed questionnaire does not change the version. Under the same name, npm would keep the tarball that it has. */
function namedByContent(path) {
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 8);
  const named = path.replace(/\.tgz$/, `-${hash}.tgz`);
  renameSync(path, named);
  return named;
}
