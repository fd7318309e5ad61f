import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { testFolder } from "@lab/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { writeEnvFile } from "../../src/env-file.ts";
import { publishCloud } from "../../src/presence/publish-cloud.ts";
import { readEnvFile, requireRunning } from "../../src/presence/read-env-file.ts";
import { servePulumi } from "../../src/serve-pulumi.ts";
import { startLocalCloud } from "../../src/start-local-cloud.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = testFolder();
  path = join(folder, ".env.local");
});

/** One sentence after the other, on one line. */
const ONE_LINE = /^[^\n]+$/;

describe("reading an environment file", () => {
  it("gives the variables while the local cloud runs", async () => {
    await using published = await publishCloud({ SURVEY_QUEUE_URL: "q" }, path);
    expect(await readEnvFile(path)).toMatchObject({ SURVEY_QUEUE_URL: "q" });
    await published.update({ SURVEY_QUEUE_URL: "r" });
    expect(await readEnvFile(path)).toMatchObject({ SURVEY_QUEUE_URL: "r" });
  });

  it("gives those that somebody wrote, whatever they are about", async () => {
    await writeFile(path, "A=1\n");
    expect(await readEnvFile(path)).toEqual({ A: "1" });
  });

  it("says in a line that there is no file, that its local cloud is gone, or that nothing is deployed", async () => {
    await expect(readEnvFile(path)).rejects.toMatchObject({ code: "ENV_FILE_MISSING", message: ONE_LINE });

    await using _ = await publishCloud({ A: "1" }, path);
    const empty = await readEnvFile(path).catch((error) => error);
    expect(empty).toMatchObject({ code: "LOCAL_CLOUD_EMPTY", message: ONE_LINE });
    expect(empty.message).toContain("npm run pulumi -- up --stack local");

    const gone = join(folder, "gone.env");
    await writeEnvFile({ LOCAL_CLOUD: "http://127.0.0.1:1/gone", SURVEY_QUEUE_URL: "q" }, gone);
    const stale = await readEnvFile(gone).catch((error) => error);
    expect(stale).toMatchObject({ code: "LOCAL_CLOUD_GONE", message: ONE_LINE });
    expect(stale.message).toContain("gone.env does not run any more");
    expect(stale.message).toContain("npm run dev");
  });
});

describe("a shell with the variables of a local cloud that is gone", () => {
  it("is told what to type, and has none of them then", async () => {
    await using pipeline = await startLocalCloud();
    await using empty = await servePulumi();
    const environment = {
      ...pipeline.environment,
      ...empty.environment,
      LOCAL_CLOUD: "http://127.0.0.1:1/gone",
    };
    await writeEnvFile(environment, path);
    const shell = { PATH: process.env.PATH ?? "", AWS_PROFILE: "lab", HOME: folder };
    const error = await requireRunning({ ...shell, ...environment }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "EnvFileError", code: "LOCAL_CLOUD_GONE" });
    const typed = error.message.split("\n").at(-1);
    expect(typed).toMatch(/^unset /);
    const script = `set -a; . "${path}"; set +a; ${typed}; env`;
    const left = parseEnv(execFileSync("sh", ["-c", script], { env: shell, encoding: "utf8" }));
    expect(Object.keys(left).filter((name) => name in environment)).toEqual([]);
    expect(left.AWS_PROFILE).toBe("lab");
  });

  it("keeps the engine that it has brought since", async () => {
    const environment = {
      LOCAL_CLOUD: "http://127.0.0.1:1/gone",
      LOCAL_CLOUD_DYNAMODB: "http://127.0.0.1:2",
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
    };
    await expect(requireRunning(environment)).rejects.toThrow(/unset LOCAL_CLOUD LOCAL_CLOUD_DYNAMODB$/);
  });

  it("is no other shell: without a local cloud's variables, or with those of one that runs, nothing is wrong", async () => {
    await requireRunning({ AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" });
    await using _ = await publishCloud({}, path);
    await requireRunning(parseEnv(execFileSync("cat", [path], { encoding: "utf8" })));
  });
});
