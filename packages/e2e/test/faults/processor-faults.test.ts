import { isBalanced } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault, FaultRule, Service, WireRequest } from "./fault-proxy.ts";
import { connectionCut, connectionFaults, putConflict, refusals } from "./faults.ts";
import { type ProcessorBehindFaults, startProcessorBehindFaults } from "./processor-behind-faults.ts";

type Fits = (request: WireRequest) => boolean;

const isRejected = ({ path }: WireRequest) => path.includes("rejected");

/** Every request that the processor needs an answer to, and how to tell it. */
const requests: readonly (readonly [what: string, service: Service, fits: Fits])[] = [
  ["a raw survey is put", "s3", (request) => request.operation === "PutObject" && !isRejected(request)],
  ["the survey under a taken key is looked up", "s3", ({ operation }) => operation === "HeadObject"],
  ["a rejected survey is put", "s3", (request) => request.operation === "PutObject" && isRejected(request)],
  ["a submission is counted", "dynamodb", ({ operation }) => operation === "TransactWriteItems"],
];

let processor: ProcessorBehindFaults;
let rounds = 0;

/**
 * Two participants' surveys, one of them twice, one too fast, one that conflicts: each kind of request is made.
 *
 * @returns what only this round's requests tell.
 */
async function sendRound(): Promise<Fits> {
  const id = `round-${rounds++}-`;
  const [a, b] = [`${id}a`, `${id}b`];
  const first = surveyText({ user_id: a });
  await processor.pipeline.send([
    first,
    surveyText({ user_id: a, timestamp: "092721120000" }),
    surveyText({ user_id: b }),
    first,
    surveyText({ user_id: b, time_elapsed: 1 }),
    surveyText({ user_id: b, q1: 1 }),
  ]);
  return ({ path, body }) => path.includes(id) || body.includes(id);
}

/** A round for each fault, struck at its first two requests of a kind. */
async function sendRounds(faults: readonly Fault[], fits: Fits): Promise<FaultRule[]> {
  const rules: FaultRule[] = [];
  for (const fault of faults) {
    const isOfRound = await sendRound();
    let count = 0;
    rules.push({ fault, when: (request) => fits(request) && isOfRound(request) && count++ < 2 });
  }
  return rules;
}

async function expectBalance(): Promise<void> {
  const { receipt } = await processor.pipeline.settle();
  expect(receipt.differences).toEqual([]);
  expect(isBalanced(receipt)).toBe(true);
  expect(receipt).toMatchObject({
    sent: 6 * rounds,
    accepted: 3 * rounds,
    duplicates: rounds,
    rejected: 2 * rounds,
    sumOfCounts: 3 * rounds,
  });
}

// With one attempt every fault sends the survey back to the queue; with three, as in the function, the SDK asks again.
describe.each([1, 3])(
  "with %d attempts for each request, each survey is stored and counted once",
  (attempts) => {
    beforeAll(async () => {
      rounds = 0;
      processor = await startProcessorBehindFaults(attempts);
    }, 60_000);
    afterAll(() => processor[Symbol.asyncDispose]());

    it.each(requests)("whatever goes wrong when %s", async (what, service, fits) => {
      const conflicts = what.endsWith("put") ? [putConflict] : [];
      const faults = [...connectionFaults, ...refusals[service], ...conflicts];
      processor.proxies.inject(...(await sendRounds(faults, fits)));
      const failures = await processor.workOff();
      processor.proxies.heal();
      if (attempts === 3) expect(failures).toBe(0);
      else expect(failures).toBeGreaterThanOrEqual(faults.length);
      await expectBalance();
    });
  },
);

describe("with one attempt for each request", () => {
  beforeAll(async () => {
    rounds = 0;
    processor = await startProcessorBehindFaults(1);
  }, 60_000);
  afterAll(() => processor[Symbol.asyncDispose]());

  it("surveys that cannot be put off come back after the queue's timeout, whatever went wrong", async () => {
    const faults = [...connectionFaults, ...refusals.sqs];
    let left = faults.length;
    const visibility = faults.map(
      (fault, index): FaultRule => ({
        fault,
        when({ operation, occurrence }) {
          const fits = operation === "ChangeMessageVisibilityBatch" && occurrence === index + 1;
          if (fits) left--;
          return fits;
        },
      }),
    );
    const cut = {
      fault: connectionCut,
      when: ({ operation }: WireRequest) => operation === "PutObject" && left > 0,
    };
    await sendRound();
    processor.proxies.inject(cut, ...visibility);
    await processor.workOff();
    processor.proxies.heal();
    await expectBalance();
  });
});
