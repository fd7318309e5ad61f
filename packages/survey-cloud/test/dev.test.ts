import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dynamodbClient, sqsClient } from "./clients.ts";

let folder: string;
let running: ChildProcess[] = [];
beforeEach(async () => {
  folder = testFolder();
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  running = [];
});

/** Starts the command; `said` is all that it has printed so far. */
function dev(...args: string[]) {
  return devIn({}, ...args);
}

/** The same in a shell with these variables. */
function devIn(variables: Readonly<Record<string, string | undefined>>, ...args: string[]) {
  const script = fileURLToPath(new URL("../src/dev.ts", import.meta.url));
  const { AWS_ENDPOINT_URL_DYNAMODB: _, INIT_CWD: __, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...env, ...variables, NO_COLOR: "1", FORCE_COLOR: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  const exited = once(child, "close").then(([code]) => code);
  const says = (text: RegExp) => expect.poll(() => said, { timeout: 50_000, interval: 20 }).toMatch(text);
  return { child, exited, says, said: () => said };
}

describe("the dev command", () => {
  it("runs until Ctrl-C, shows each survey but no answer, and cleans up", async () => {
    const envFile = join(folder, ".env.local");
    const { child, exited, says, said } = dev("--variables-file", envFile);
    await says(/Waiting for surveys/);
    const variables = parseEnv(await readFile(envFile, "utf8"));
    expect(said()).toContain(`queueUrl               ${variables.SURVEY_QUEUE_URL}`);

    const sqs = sqsClient(variables.AWS_ENDPOINT_URL_SQS ?? "");
    const send = (fields: Record<string, unknown>) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: variables.SURVEY_QUEUE_URL,
          MessageBody: surveyText({ freetext: "private thoughts", ...fields }),
        }),
      );
    await send({});
    await send({ timestamp: "092821120001", time_elapsed: 1 });
    await says(/accepted +0001092821120000\.json/);
    await says(/rejected .*\(too_fast\)/);
    expect(said()).not.toContain("private thoughts");

    child.kill("SIGINT");
    expect(await exited).toBe(0);
    expect(existsSync(envFile)).toBe(false);
    const dynamodb = dynamodbClient(variables.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toThrow(/ECONNREFUSED/);
  });

  it("refuses to be the second one, and leaves the first one's file alone", async () => {
    const envFile = join(folder, ".env.local");
    const first = dev("--variables-file", envFile);
    await first.says(/Waiting for surveys/);
    const written = await readFile(envFile, "utf8");

    const second = dev("--variables-file", envFile);
    expect(await second.exited).toBe(1);
    expect(second.said().trim()).toMatch(
      /^A local cloud runs already \(process \d+, since .*\), and .*\.env\.local belongs to it\. .*--variables-file \.env\.local\.second$/,
    );
    expect(second.said()).toContain(`process ${first.child.pid},`);
    expect(await readFile(envFile, "utf8")).toBe(written);

    first.child.kill("SIGINT");
    expect(await first.exited).toBe(0);
    expect(existsSync(envFile)).toBe(false);
  });

  it("takes over from one that was killed", async () => {
    const envFile = join(folder, ".env.local");
    const killed = dev("--variables-file", envFile);
    await killed.says(/Waiting for surveys/);
    killed.child.kill("SIGKILL");
    await killed.exited;
    const left = await readFile(envFile, "utf8");

    const next = dev("--variables-file", envFile);
    await next.says(/Waiting for surveys/);
    expect(await readFile(envFile, "utf8")).not.toBe(left);
    next.child.kill("SIGINT");
    expect(await next.exited).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("starts in a shell that still has the variables of one that is gone", async () => {
    const envFile = join(folder, ".env.local");
    const gone = dev("--variables-file", envFile);
    await gone.says(/Waiting for surveys/);
    const variables = parseEnv(await readFile(envFile, "utf8"));
    gone.child.kill("SIGINT");
    await gone.exited;

    const next = devIn(variables, "--variables-file", envFile);
    await next.says(/Waiting for surveys/);
    expect(parseEnv(await readFile(envFile, "utf8")).AWS_ENDPOINT_URL_DYNAMODB).not.toBe(
      variables.AWS_ENDPOINT_URL_DYNAMODB,
    );
    next.child.kill("SIGINT");
    expect(await next.exited).toBe(0);
  });

  it("names the engine that somebody brings and that does not answer, and the way out", async () => {
    const { exited, said } = devIn({ AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" });
    expect(await exited).toBe(1);
    expect(said().trim()).toMatch(
      /^AWS_ENDPOINT_URL_DYNAMODB brings the DynamoDB engine at http:\/\/127\.0\.0\.1:1, and nothing answers there\. .*`unset AWS_ENDPOINT_URL_DYNAMODB`.*\.$/,
    );
  });

  it("explains itself", async () => {
    const { exited, says } = dev("--help");
    await says(/Usage: npm run dev/);
    expect(await exited).toBe(0);
  });

  it.each([
    [["--port", "many"], /--port must be a whole number/],
    [["--nonsense"], /Unknown option '--nonsense'/],
  ])("refuses %j", async (args, message) => {
    const { exited, says } = dev(...args);
    await says(message);
    expect(await exited).toBe(2);
  });

  it("says in one line what is wrong when it cannot start", async () => {
    const { exited, said } = dev("--stack", "absent");
    expect(await exited).toBe(1);
    expect(said().trim()).toMatch(/^There is no stack "absent"\. .*$/);
  });
});
