import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import type { CloudEventMap } from "../../src/trigger/cloud-events.ts";
import type { FunctionDeclaration } from "../../src/trigger/function-declaration.ts";
import { LocalFunction } from "../../src/trigger/local-function.ts";

const events = new EventEmitter<CloudEventMap>();
const declaration: FunctionDeclaration = {
  name: "worker-1a2b3c4",
  arn: "arn:aws:lambda:eu-central-1:000000000000:function:worker-1a2b3c4",
  region: "eu-central-1",
  runtime: "nodejs24.x",
  handler: "index.handler",
  codeDirectory: fileURLToPath(new URL("../fixtures/handler", import.meta.url)),
  timeoutSeconds: 10,
  memorySizeMb: 256,
  variables: { GREETING: "hello" },
  logGroupName: "log-1a2b3c4",
  logFormat: "Text",
};
const connection = { AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:1", AWS_ACCESS_KEY_ID: "local" };

let opened: LocalFunction[] = [];
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  opened = [];
});

function open(changes: Partial<FunctionDeclaration> = {}, maxWorkers = 1): LocalFunction {
  const one = new LocalFunction({ ...declaration, ...changes }, { connection, maxWorkers, events });
  opened.push(one);
  return one;
}

describe("a local function", () => {
  it("has the environment that the program declares and Lambda's own, and no other", async () => {
    const logged = once(events, "log");
    await open().invoke({ Records: [{ messageId: "id", body: "look" }] });
    const [{ line }] = await logged;
    const seen = z
      .object({
        env: z.record(z.string(), z.string()),
        context: z.record(z.string(), z.unknown()),
        left: z.number(),
      })
      .parse(JSON.parse(line));
    expect(seen.env).toEqual({
      ...declaration.variables,
      ...connection,
      _HANDLER: "index.handler",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_FUNCTION_NAME: "worker-1a2b3c4",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_FORMAT: "Text",
      AWS_LAMBDA_LOG_GROUP_NAME: "log-1a2b3c4",
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      AWS_REGION: "eu-central-1",
      AWS_SESSION_TOKEN: "local",
      LAMBDA_TASK_ROOT: declaration.codeDirectory,
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
    });
    expect(seen.context).toMatchObject({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: "worker-1a2b3c4",
      functionVersion: "$LATEST",
      invokedFunctionArn: declaration.arn,
      logGroupName: "log-1a2b3c4",
      memoryLimitInMB: "256",
    });
    expect(seen.left).toBeGreaterThan(0);
    expect(seen.left).toBeLessThanOrEqual(10_000);
  });

  it("is kept warm, and invoked once at a time per worker", async () => {
    const one = open();
    const results = await Promise.all([
      one.invoke({ who: true }),
      one.invoke({ who: true }),
      one.invoke({ who: true }),
    ]);
    expect(results).toEqual([1, 2, 3].map((invocations) => ({ threadId: expect.any(Number), invocations })));
    expect(
      new Set(results.map((result) => z.object({ threadId: z.number() }).parse(result).threadId)).size,
    ).toBe(1);
  });

  it("gives null when the handler returns nothing", async () => {
    expect(await open().invoke({ Records: [{ messageId: "id", body: "respond null" }] })).toBeNull();
  });

  it("stays warm after a handler's error", async () => {
    const one = open();
    await one.invoke({ who: true });
    await expect(one.invoke({ Records: [{ messageId: "id", body: "throw" }] })).rejects.toMatchObject({
      name: "FunctionError",
      code: "THROWN",
      errorType: "RangeError",
      message: "thrown on request",
    });
    expect(await one.invoke({ who: true })).toMatchObject({ invocations: 3 });
  });

  it.each([
    ["index.absent", /index\.absent is undefined or not exported/],
    ["index.notAFunction", /not exported/],
    ["absent.handler", /Cannot find module/],
    ["index", /must be "file\.export"/],
    ["index.takesCallback", /takes a callback/],
  ])("fails every invocation when its handler is %s", async (handler, message) => {
    const one = open({ handler });
    await expect(one.invoke({})).rejects.toMatchObject({
      code: "INIT",
      message: expect.stringMatching(message),
    });
    await expect(one.invoke({})).rejects.toMatchObject({ code: "INIT" });
  });

  it("fails what is under way and what is waiting when it is closed", async () => {
    const one = open();
    const invocations = [
      one.invoke({ Records: [{ messageId: "id", body: "wait 20000" }] }),
      one.invoke({ who: true }),
    ];
    const settled = Promise.allSettled(invocations);
    await once(events, "invocationStarted");
    await one.close();
    expect(await settled).toMatchObject([{ reason: { code: "EXIT" } }, { reason: { code: "EXIT" } }]);
  });

  it("takes a new deployment: an invocation under way ends by the old one, the next has the new", async () => {
    const one = open({ variables: { GREETING: "old" } });
    const started = once(events, "invocationStarted");
    const underWay = one.invoke({ Records: [{ messageId: "id", body: "wait 300" }] });
    await started;
    let ended = false;
    const answered = underWay.then((answer) => {
      ended = true;
      return answer;
    });
    await one.redeploy({ ...declaration, variables: { GREETING: "new" } });
    expect(ended).toBe(true);
    expect(await answered).toEqual({ batchItemFailures: [] });

    const logged = once(events, "log");
    await one.invoke({ Records: [{ messageId: "id", body: "look" }] });
    const [{ line }] = await logged;
    expect(JSON.parse(line).env.GREETING).toBe("new");
  });
});
