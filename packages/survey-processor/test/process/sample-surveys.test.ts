import { readFile } from "node:fs/promises";
import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { memoryStores } from "../memory-stores.ts";
import { runBatch } from "./run-batch.ts";

const samples = await Promise.all(
  Array.from({ length: 10 }, (_, i) =>
    readFile(new URL(`../../../../examples/sample-surveys/test${i + 1}.json`, import.meta.url), "utf8"),
  ),
);

const objectKeys = [
  "0001092821120000.json",
  "0001092921120000.json",
  "0001093021120300.json",
  "0002092821120000.json",
  "0003092821120001.json",
  "0004092821120002.json",
  "0005092821122000.json",
];

const answers = (q: number[]) => ({ q1: q[0], q2: q[1], q3: q[2], q4: q[3], q5: q[4] });

describe("the ten sample surveys", () => {
  it("end in the same state in whatever order, batches and number they are delivered", async () => {
    const thrice = [...samples, ...samples, ...samples];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(thrice, { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        async (deliveries, batchSize) => {
          const { stores, surveys, submissions, participants } = memoryStores();
          for (let i = 0; i < deliveries.length; i += batchSize) {
            const { failed } = await runBatch(deliveries.slice(i, i + batchSize), stores);
            expect(failed).toEqual([]);
          }
          expect([...surveys.keys()].sort()).toEqual(objectKeys);
          expect([...submissions.values()].map(({ object_key }) => object_key).sort()).toEqual(objectKeys);
          expect(Object.fromEntries(participants)).toMatchObject({
            "0001": { ...answers([1, 1, 2, 2, 2]), num_submission: 3 },
            "0002": { ...answers([4, 1, 1, 1, 3]), num_submission: 1 },
            "0003": { ...answers([1, 3, 3, 1, 4]), num_submission: 1 },
            "0004": { ...answers([1, 1, 1, 1, 1]), num_submission: 1 },
            "0005": { ...answers([3, 3, 3, 3, 3]), num_submission: 1 },
          });
          for (const [key, { body }] of surveys) expect([key, samples.includes(body)]).toEqual([key, true]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
