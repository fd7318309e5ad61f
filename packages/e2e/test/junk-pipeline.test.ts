import { setTimeout } from "node:timers/promises";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { judge } from "@lab/study";
import { UNDELIVERED_PREFIX, undeliveredObjectKey, undeliveredSurveySchema } from "@lab/survey-schema";
import { isBalanced, readQueueDepth, type Stack } from "@lab/survey-stack";
import { testSeed } from "@lab/testing";
import fc from "@lab/testing/fast-check";
import { expect, it } from "vitest";
import { giveUpAfterOneReceive } from "./dead-letters.ts";
import { type FaultProxies, startFaultProxies } from "./faults/fault-proxy.ts";
import { connectionCut } from "./faults/faults.ts";
import { junkBody } from "./junk-bodies.ts";
import { largeBody } from "./junk-large-bodies.ts";
import { type Pipeline, startPipeline } from "./pipeline.ts";

const sample = (bodies: fc.Arbitrary<string>, numRuns: number) => fc.sample(bodies, numRuns);

/** Junk of all kinds, the large ones in requests of their own: all of a request's messages must fit into 1 MiB. */
async function send(pipeline: Pipeline, junk: readonly string[], large: readonly string[]): Promise<void> {
  await pipeline.send(junk);
  for (const body of large) await pipeline.send([body]);
}

/** Names and wrong numbers without end: telling all that is wrong with it once took more memory than the function has. */
const ENDLESS_ISSUES = `{"${"k".repeat(500_000)}":[${Array(100_000).fill("1e99").join(",")}]}`;

it(`100 junk bodies and 8 large ones balance in the pipeline, byte for byte (seed ${testSeed})`, async () => {
  await using pipeline = await startPipeline();
  await send(pipeline, sample(junkBody, 100), [ENDLESS_ISSUES, ...sample(largeBody, 7)]);
  const { receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
  expect(isBalanced(receipt)).toBe(true);
  expect(receipt.sent).toBe(108);
  expect(receipt.rejected).toBeGreaterThan(0);
});

it(`junk that cannot be kept while S3 is away lies under ${UNDELIVERED_PREFIX} in the end, byte for byte (seed ${testSeed})`, async () => {
  await using resources = new AsyncDisposableStack();
  let proxies: FaultProxies | undefined;
  const pipeline = resources.use(
    await startPipeline({
      async functionEndpoints(engines) {
        proxies = resources.use(await startFaultProxies(engines));
        return proxies.endpoints;
      },
    }),
  );
  proxies?.inject({
    fault: connectionCut,
    when: ({ operation, path }) => operation === "PutObject" && !path.includes(`/${UNDELIVERED_PREFIX}`),
  });
  await giveUpAfterOneReceive(pipeline.stack, {});
  const isJunk = (body: string) => !judge.judge(body).valid;
  const junk = sample(junkBody.filter(isJunk), 40);
  const large = sample(largeBody.filter(isJunk), 3);
  await send(pipeline, junk, large);
  const bodies = await undeliveredBodies(pipeline.stack, junk.length + large.length);
  expect(bodies.sort()).toEqual([...junk, ...large].sort());
  proxies?.heal();
});

/** Waits for both queues to be empty, and reads what was archived. */
async function undeliveredBodies(stack: Stack, count: number): Promise<string[]> {
  const { s3, outputs } = stack;
  for (let left = count; left > 0; ) {
    await setTimeout(100);
    const depths = await Promise.all(
      [outputs.queueUrl, outputs.deadLetterQueueUrl].map((url) => readQueueDepth(stack, url)),
    );
    left = depths.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  }
  const Bucket = outputs.rejectedBucketName;
  const bodies: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { message } = undeliveredSurveySchema.parse(JSON.parse((await Body?.transformToString()) ?? ""));
      expect(Key).toBe(undeliveredObjectKey(message.messageId));
      bodies.push(message.body);
    }
  }
  return bodies;
}
