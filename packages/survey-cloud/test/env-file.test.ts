import { execFile, execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv, promisify } from "node:util";
import { connectionVariables, startMessagingAndStorage } from "@lab/local-cloud";
import { testFolder } from "@lab/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { commandToRead, writeEnvFile } from "../src/env-file.ts";
import { outputVariables } from "../src/output-variables.ts";
import { REGION } from "./clients.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = testFolder();
  path = join(folder, ".env.local");
});

const variables = { A: "http://127.0.0.1:1/a-b_c", B: 'two words $HOME "x" `y` # z', C: "" };

describe("the environment file", () => {
  it("means the same to a shell and to dotenv", async () => {
    await writeEnvFile(variables, path);
    const script = `set -a; . "${path}"; printf '%s|%s|%s' "$A" "$B" "$C"`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(Object.values(variables).join("|"));
    expect(parseEnv(await readFile(path, "utf8"))).toEqual(variables);
  });

  it.each([".env.local", "a folder/that's it/ä.env", "$HOME`x`.env"])(
    "is read by the command that is shown for a shell: %s",
    async (file) => {
      await mkdir(join(folder, file, ".."), { recursive: true });
      await writeEnvFile(variables, join(folder, file));
      const script = `${commandToRead(file)}; node -p process.env.A`;
      expect(execFileSync("sh", ["-c", script], { encoding: "utf8", cwd: folder })).toBe(`${variables.A}\n`);
    },
  );

  it("leaves nothing behind where it cannot be written", async () => {
    await mkdir(join(path, "in the way"), { recursive: true });
    await expect(writeEnvFile(variables, path)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([".env.local"]);
  });

  it("is the only file left behind, and can be removed", async () => {
    const remove = await writeEnvFile(variables, path);
    expect(await readdir(folder)).toEqual([".env.local"]);
    await remove();
    await remove();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is not removed when somebody else has written it since", async () => {
    const remove = await writeEnvFile(variables, path);
    await writeFile(path, "A=other\n");
    await remove();
    expect(await readFile(path, "utf8")).toBe("A=other\n");
  });

  it("refuses what a line cannot hold", async () => {
    await expect(writeEnvFile({ A: "one\ntwo" }, path)).rejects.toThrow(/A cannot be written/);
    expect(await readdir(folder)).toEqual([]);
  });

  it("names stack outputs in capitals", () => {
    expect(outputVariables({ queueUrl: "u", surveysBucketName: "b", count: 3 })).toEqual({
      SURVEY_QUEUE_URL: "u",
      SURVEY_SURVEYS_BUCKET_NAME: "b",
      SURVEY_COUNT: "3",
    });
  });

  it("is all that an AWS client needs", async () => {
    const engine = await startMessagingAndStorage({ region: REGION });
    const { endpoint } = engine;
    const endpoints = { sqs: endpoint, s3: endpoint, dynamodb: endpoint, lambda: endpoint, sts: endpoint };
    const script = `
      import { S3Client, CreateBucketCommand, PutObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
      import { SQSClient, CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
      const s3 = new S3Client(), sqs = new SQSClient();
      await s3.send(new CreateBucketCommand({ Bucket: "b-1" }));
      await s3.send(new PutObjectCommand({ Bucket: "b-1", Key: "k", Body: "x" }));
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "b-1" }));
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
      console.log(Contents.length, QueueUrl);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: import.meta.dirname,
      env: { ...connectionVariables(endpoints, REGION), PATH: process.env.PATH },
    });
    expect(stdout.trim()).toBe(`1 ${engine.endpoint}/000000000000/q`);
    await engine.close();
  });
});
