import { isBalanced } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { startPipeline, timestampOf } from "../pipeline.ts";
import { type FaultRule, startFaultProxies } from "./fault-proxy.ts";
import { atRandom, connectionFaults, refusals } from "./faults.ts";

const SEED = 20_260_921;

it(`the deployed function behind a bad network balances in the end (seed ${SEED})`, async () => {
  await using stack = new AsyncDisposableStack();
  const proxies = Promise.withResolvers<Awaited<ReturnType<typeof startFaultProxies>>>();
  const pipeline = stack.use(
    await startPipeline({
      async functionEndpoints(engines) {
        proxies.resolve(stack.use(await startFaultProxies(engines)));
        return (await proxies.promise).endpoints;
      },
    }),
  );
  const { inject, heal } = await proxies.promise;
  // No silence here: the function waits five seconds for each reply, and other tests show that it does.
  const faults = connectionFaults.filter(
    ({ instead }) => instead !== "silence" && instead !== "half then silence",
  );
  const rules = [
    ...faults.map((fault): FaultRule => ({ fault, when: atRandom(SEED, fault, 0.03) })),
    ...refusals.s3.map((fault): FaultRule => ({ fault, when: atRandom(SEED, fault, 0.03, "s3") })),
    ...refusals.dynamodb.map(
      (fault): FaultRule => ({ fault, when: atRandom(SEED, fault, 0.03, "dynamodb") }),
    ),
  ];
  inject(...rules);
  const surveys = Array.from({ length: 150 }, (_, i) =>
    surveyText({
      user_id: `p${i % 15}`,
      timestamp: timestampOf(i),
      time_elapsed: i % 10 === 0 ? 1 : 5,
      q1: 1 + (i % 5),
    }),
  );
  const again = surveys.filter((_, i) => i % 7 === 0);
  await pipeline.send([...surveys, ...again]);
  await pipeline.settle();
  heal();
  const { receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
  expect(isBalanced(receipt)).toBe(true);
  expect(receipt).toMatchObject({ sent: 172, accepted: 135, sumOfCounts: 135 });
});
