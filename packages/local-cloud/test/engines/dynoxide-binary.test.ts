import { accessSync, constants } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { DYNOXIDE_VERSION, dynoxideBinary } from "../../src/engines/dynoxide-binary.ts";

const root = new URL("../../../../", import.meta.url);
const manifestSchema = z.object({ optionalDependencies: z.record(z.string(), z.string()) });
const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolution: z.object({ integrity: z.string().optional() }),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
    }),
  ),
});

/** The packages that may bring the engine, one for each kind of machine. */
async function enginePackages(): Promise<string[]> {
  const manifest = await readFile(new URL("packages/local-cloud/package.json", root), "utf8");
  const { optionalDependencies } = manifestSchema.parse(JSON.parse(manifest));
  return Object.keys(optionalDependencies).filter((name) => name.startsWith("@dynoxide/"));
}

describe("the DynamoDB engine's program", () => {
  it("is the installed one of this machine, and can be run", () => {
    accessSync(dynoxideBinary(), constants.X_OK);
  });

  it("is of one version, which the lockfile pins by its integrity hash for each kind of machine", async () => {
    const names = await enginePackages();
    expect(names).toContain("@dynoxide/linux-x64");
    const lockfile = await readFile(new URL("pnpm-lock.yaml", root), "utf8");
    const { packages } = lockfileSchema.parse(parse(lockfile));
    for (const name of names) {
      const [os, cpu] = name.replace("@dynoxide/", "").split("-");
      const locked = packages[`${name}@${DYNOXIDE_VERSION}`];
      expect(locked).toMatchObject({ os: [os], cpu: [cpu] });
      expect(locked?.resolution.integrity).toMatch(/^sha512-/);
    }
  });

  it.each([
    { platform: "darwin", arch: "arm64" },
    { platform: "linux", arch: "arm64" },
    { platform: "win32", arch: "x64" },
  ])("is missing on %j, and the error says what to do", (machine) => {
    const kind = `${machine.platform}-${machine.arch}`;
    const start = () => dynoxideBinary(machine);
    expect(start).toThrow(expect.objectContaining({ name: "EngineError", code: "ENGINE_FAILED" }));
    expect(start).toThrow(`not installed for ${kind}`);
    expect(start).toThrow("Nothing was started. The local cloud downloads nothing");
    expect(start).toThrow("AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000");
    expect(start).toThrow(`--save-optional --save-catalog @dynoxide/${kind}@${DYNOXIDE_VERSION}`);
  });

  it.each([
    [{ platform: "darwin", arch: "arm64" }, "/modules/@dynoxide/darwin-arm64/dynoxide"],
    [{ platform: "win32", arch: "x64" }, "/modules/@dynoxide/win32-x64/dynoxide.exe"],
  ])("is that of %j once its package is there", (machine, path) => {
    expect(dynoxideBinary(machine, (module) => `/modules/${module}`)).toBe(path);
  });
});
