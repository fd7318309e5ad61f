import { createRequire } from "node:module";
import { join } from "node:path";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { expect, it, vi } from "vitest";
import { startPipeline } from "../pipeline.ts";
import { type Fault, type FaultRule, startFaultProxies, type WireRequest } from "./fault-proxy.ts";
import { noReply, replyStalls } from "./faults.ts";

type Handler = (records: readonly object[], millisecondsLeft: number) => Promise<string[]>;

/** The deployed function, all of whose requests go through fault proxies. */
async function startFunction() {
  await using starting = new AsyncDisposableStack();
  const { cloud, stack } = starting.use(await startPipeline());
  await cloud.trigger.stop();
  const proxies = starting.use(await startFaultProxies(cloud.endpoints));
  const environment = {
    ...cloud.processor.declaration.variables,
    ...cloud.environment,
    AWS_ENDPOINT_URL_S3: proxies.endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: proxies.endpoints.sqs,
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    QUEUE_URL: `${proxies.endpoints.sqs}${new URL(stack.outputs.queueUrl).pathname}`,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  starting.defer(() => void vi.unstubAllEnvs());
  const handler = loadHandler(cloud.processor.declaration.codeDirectory);
  const started = starting.move();
  return { proxies, handler, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** The function's deployed code, loaded with the environment of the moment. */
function loadHandler(codeDirectory: string): Handler {
  const require = createRequire(join(codeDirectory, "index.js"));
  const loaded: unknown = Reflect.get(require("./index.js"), "handler");
  if (typeof loaded !== "function") throw new TypeError("the function's code has no handler");
  return async (Records, millisecondsLeft) => {
    const deadline = performance.now() + millisecondsLeft;
    const context = { getRemainingTimeInMillis: () => deadline - performance.now() };
    const { batchItemFailures } = await Reflect.apply(loaded, undefined, [{ Records }, context]);
    return batchItemFailures.map(({ itemIdentifier }: { itemIdentifier: string }) => itemIdentifier);
  };
}

/** A fault for the first request that tells of something. */
function firstOf(fault: Fault, operation: string, what: string): FaultRule {
  let met = false;
  const when = (request: WireRequest): boolean => {
    if (met || request.operation !== operation) return false;
    met = `${request.path} ${request.body}`.includes(what);
    return met;
  };
  return { fault, when };
}

it("a handler that never gets a whole reply answers in time, and loses nothing", async () => {
  await using deployed = await startFunction();
  const { proxies, handler } = deployed;
  // Its clients are made, so that a request is under way in the little time that it has then.
  expect(await handler([sqsRecord("m0", surveyText({ user_id: "warm" }))], 30_000)).toEqual([]);
  const isSurveyOfB = ({ path }: WireRequest) => path.includes("/b0928");
  // Without an answer to who has withdrawn, nothing would be put at all.
  const isLater = ({ operation }: WireRequest) => operation !== "BatchGetItem";
  proxies.inject({ fault: replyStalls, when: isSurveyOfB }, { fault: noReply, when: isLater });
  const records = [
    sqsRecord("m1", surveyText({ user_id: "a" })),
    sqsRecord("m2", surveyText({ user_id: "b" })),
    sqsRecord("m3", "not JSON"),
  ];
  const started = performance.now();
  // A twentieth of the function's 30 s makes 1.15 s for the messages, and then 2 s for putting them off. The SDK alone
  // would give up after its third attempt, in 15 s or more.
  expect(await handler(records, 1_500)).toEqual(["m1", "m2", "m3"]);
  expect(performance.now() - started).toBeLessThan(8_000);
  proxies.heal();
});

it("every kind of request is given up in time to be made again in the same batch", async () => {
  await using deployed = await startFunction();
  const { proxies, handler } = deployed;
  expect(await handler([sqsRecord("m0", surveyText({ user_id: "a" }))], 30_000)).toEqual([]);
  proxies.inject(
    firstOf(noReply, "BatchGetItem", "participants"),
    firstOf(noReply, "HeadObject", "/a0928"),
    firstOf(noReply, "PutObject", "/b0928"),
    firstOf(noReply, "TransactWriteItems", "c0928"),
    firstOf(replyStalls, "TransactWriteItems", "d0928"),
    firstOf(noReply, "PutObject", "not JSON"),
  );
  const records = ["a", "b", "c", "d"].map((id) => sqsRecord(`m${id}`, surveyText({ user_id: id })));
  expect(await handler([...records, sqsRecord("m4", "not JSON")], 30_000)).toEqual([]);
  proxies.heal();
  expect(proxies.injected.get(noReply.kind)).toBe(5);
});
