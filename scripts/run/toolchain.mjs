import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capture, note, root } from "./processes.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const nodeVersion = read(".node-version").trim();
const pnpmVersion = JSON.parse(read("package.json")).packageManager.split("@")[1];
/** The oldest Node whose npm brings the pinned one. */
const OLDEST_NODE = 20;

/** Ends this process with a sentence when its Node is too old to bring the pinned one. */
export function requireNode() {
  const { node } = process.versions;
  if (Number(node.split(".")[0]) >= OLDEST_NODE) return;
  console.error(
    `This is Node ${node}, and the commands of this repository need Node ${OLDEST_NODE} or newer. ` +
      `Install it (https://nodejs.org), and try again. The commands then bring Node ${nodeVersion}, on which they run.`,
  );
  process.exit(1);
}

/** A PATH on which `node` and `pnpm` are the pinned ones. Without them and without a registry, this process ends. */
export async function toolchainPath() {
  const runByPnpm = process.env.npm_config_user_agent?.startsWith(`pnpm/${pnpmVersion} `);
  if (process.versions.node === nodeVersion && runByPnpm) return process.env.PATH;
  const clear = note(
    `Getting Node ${nodeVersion} and pnpm ${pnpmVersion} from npm, unless they are here already …`,
  );
  // npm itself says where it is (npm_execpath); a shell would be needed to find it on Windows.
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  const packages = [`--package=node@${nodeVersion}`, `--package=pnpm@${pnpmVersion}`];
  const script = "node -p process.env.PATH";
  const options = ["exec", "--yes", "--loglevel=error", ...packages, "--call", script];
  const { code, output } = await capture([...npm, ...options]);
  clear();
  if (code === 0) return output.trim();
  console.error(
    `\nnpm could not bring Node ${nodeVersion} and pnpm ${pnpmVersion}. Its message is above. ` +
      "If it did not reach its registry, `npm ping` says why.",
  );
  process.exit(1);
}
