// Packs the published packages as tarballs, which npm, pnpm and yarn can install without a registry.
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
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
  return JSON.parse(packed).filename;
});
console.log("Packed. An app installs them together, since they need each other:\n");
console.log(`  npm install ${tarballs.map((path) => relative(process.env.INIT_CWD ?? "", path)).join(" ")}`);
