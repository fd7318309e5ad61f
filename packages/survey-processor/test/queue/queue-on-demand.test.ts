import { expect, it } from "vitest";
import type { VisibilityChange } from "../../src/index.ts";
import { queueOnDemand } from "../../src/queue/queue-on-demand.ts";

const { signal } = new AbortController();
const changes: VisibilityChange[] = [{ receiptHandle: "r1", visibilityTimeout: 7 }];

it("connects when it is first needed, once", async () => {
  let connections = 0;
  const asked: unknown[] = [];
  const queue = queueOnDemand(async () => {
    connections++;
    return { changeVisibility: async (...args) => void asked.push(args) };
  });
  expect(connections).toBe(0);
  await queue.changeVisibility(changes, signal);
  await queue.changeVisibility([], signal);
  expect(connections).toBe(1);
  expect(asked).toEqual([
    [changes, signal],
    [[], signal],
  ]);
});

it("connects anew after it could not", async () => {
  const asked: unknown[] = [];
  let broken = true;
  const queue = queueOnDemand(async () => {
    if (broken) throw new Error("no such file");
    return { changeVisibility: async (...args) => void asked.push(args) };
  });
  await expect(queue.changeVisibility(changes, signal)).rejects.toThrow("no such file");
  broken = false;
  await queue.changeVisibility(changes, signal);
  expect(asked).toEqual([[changes, signal]]);
});
