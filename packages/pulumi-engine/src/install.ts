// The command behind `npm run install-engine`: puts the pinned Pulumi CLI where the `pulumi` package from npm looks for it.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineDirectory, engineVersion, isInstalled } from "./engine.ts";

const modules = fileURLToPath(new URL("../go", import.meta.url));
const programs = ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", "./pulumi-language-nodejs"];

/** As Pulumi installs it, from get.pulumi.com. A firewall may not let it through. */
function download(): boolean {
  console.log(`Downloading Pulumi ${engineVersion} …`);
  return succeeds("pulumi", ["version"], process.cwd()) && isInstalled();
}

/** From the sources, which come through a Go module proxy. */
function build(): boolean {
  console.log("That did not work. Building it with Go. The first time this takes some minutes …");
  mkdirSync(dirname(engineDirectory), { recursive: true });
  // It is moved into its place as a whole, so that the rest of an interrupted build does not pass for an
  // engine.
  const unfinished = mkdtempSync(join(dirname(engineDirectory), "build-"));
  try {
    const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${engineVersion}`;
    for (const program of programs) {
      const args = ["build", "-trimpath", "-ldflags", `-s -w ${version}`, "-o", `${unfinished}/`, program];
      if (!succeeds("go", args, modules)) return false;
    }
    rmSync(engineDirectory, { recursive: true, force: true });
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, engineDirectory);
    return true;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function succeeds(command: string, args: readonly string[], cwd: string): boolean {
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

if (isInstalled() || download() || build()) {
  console.log(`Pulumi ${engineVersion} is in ${engineDirectory}.`);
} else {
  console.error(
    `Pulumi ${engineVersion} could be neither downloaded nor built. Install Go (https://go.dev/doc/install), or put
Pulumi's own release into ${engineDirectory} (https://www.pulumi.com/docs/get-started/download-install/).`,
  );
  process.exitCode = 1;
}
