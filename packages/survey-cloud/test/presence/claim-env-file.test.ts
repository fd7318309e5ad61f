import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { testFolder } from "@lab/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimEnvFile } from "../../src/presence/claim-env-file.ts";
import { type Presence, startPresence } from "../../src/presence/presence.ts";

let folder: string;
let path: string;
let presences: Presence[] = [];
beforeEach(async () => {
  folder = testFolder();
  path = join(folder, ".env.local");
});
afterEach(async () => {
  for (const presence of presences) await presence.close();
  presences = [];
});

async function presence(): Promise<Presence> {
  const started = await startPresence();
  presences.push(started);
  return started;
}

const content = async () => parseEnv(await readFile(path, "utf8"));

describe("an environment file's owner", () => {
  it("is the local cloud that runs; another one is refused, and changes nothing", async () => {
    const owner = await presence();
    const file = await claimEnvFile({ A: "1" }, path, owner);
    await expect(claimEnvFile({ A: "2" }, path, await presence())).rejects.toMatchObject({
      name: "EnvFileError",
      code: "ENV_FILE_TAKEN",
    });
    expect(await content()).toEqual({ LOCAL_CLOUD: owner.url, A: "1" });
    await file.update({ A: "3" });
    expect(await content()).toEqual({ LOCAL_CLOUD: owner.url, A: "3" });
    file.release();
    file.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is one alone when many ask at the same time, over a file that a killed one has left", async () => {
    const killed = await presence();
    await claimEnvFile({ A: "old" }, path, killed);
    await killed.close();
    const rivals = await Promise.all(Array.from({ length: 20 }, presence));
    const claims = await Promise.allSettled(
      rivals.map((rival) => claimEnvFile({ A: rival.url }, path, rival)),
    );
    expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const winner = rivals[claims.findIndex(({ status }) => status === "fulfilled")];
    expect(await content()).toEqual({ LOCAL_CLOUD: winner?.url, A: winner?.url });
    expect(await readdir(folder)).toEqual([".env.local"]);
  });

  it("is found although another was killed while it looked for one", async () => {
    await writeFile(`${path}.lock`, "LOCAL_CLOUD=http://127.0.0.1:1/gone\n");
    await claimEnvFile({ A: "1" }, path, await presence());
    expect(await content()).toMatchObject({ A: "1" });
    expect(await readdir(folder)).toEqual([".env.local"]);
  });

  it("writes and removes nothing that has become another's", async () => {
    const first = await presence();
    const file = await claimEnvFile({ A: "1" }, path, first);
    await first.close();
    const second = await presence();
    await claimEnvFile({ A: "2" }, path, second);
    await file.update({ A: "3" });
    file.release();
    expect(await content()).toEqual({ LOCAL_CLOUD: second.url, A: "2" });
  });

  it("can be nobody's but a local cloud's: what a person wrote stays", async () => {
    await writeFile(path, "MY_OWN=1\n");
    await expect(claimEnvFile({ A: "1" }, path, await presence())).rejects.toMatchObject({
      code: "ENV_FILE_FOREIGN",
    });
    expect(await readFile(path, "utf8")).toBe("MY_OWN=1\n");
    expect(await readdir(folder)).toEqual([".env.local"]);
  });

  it("is not waited for in vain when another program's file is in the lock's place", async () => {
    await writeFile(`${path}.lock`, "");
    await expect(claimEnvFile({ A: "1" }, path, await presence())).rejects.toMatchObject({
      code: "ENV_FILE_LOCKED",
      message: expect.stringContaining("Remove it"),
    });
    expect(await readdir(folder)).toEqual([".env.local.lock"]);
  });

  it("is told what to do where the file cannot be written", async () => {
    await expect(
      claimEnvFile({ A: "1" }, join(folder, "missing/x.env"), await presence()),
    ).rejects.toMatchObject({
      code: "ENV_FILE_UNWRITABLE",
      message: expect.stringMatching(/cannot be written \(ENOENT.*--variables-file/),
    });
  });

  it("takes an empty file", async () => {
    await writeFile(path, "");
    await claimEnvFile({ A: "1" }, path, await presence());
    expect(await content()).toMatchObject({ A: "1" });
  });
});
