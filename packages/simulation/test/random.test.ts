import { expect, it } from "vitest";
import { replay } from "../src/replay.ts";
import { runRandom } from "../src/run-random.ts";

it("loses and double-counts nothing in 5,000 schedules, which reach every kind of fault", async () => {
  const report = await runRandom({ schedules: 5_000 });
  expect(report.failure).toBeUndefined();
  expect(report.neverReached).toEqual([]);
  expect(report).toMatchObject({ schedules: 5_000, ok: true });
});

it("stops at a failure, and shows it as small as it gets", async () => {
  const mutant = "hash not compared";
  const report = await runRandom({ schedules: 5_000, mutant });
  expect(report.ok).toBe(false);
  expect(report.schedules).toBeLessThan(5_000);
  // Two surveys for one key, and nothing else has to go wrong.
  expect(report.failure?.minimal).toMatchObject({ messages: 2, faults: 0 });
  expect(report.failure?.minimal?.history.at(-1)).toContain("VIOLATED");
  const again = await replay(report.failure?.seed ?? 0, { mutant });
  expect(again).toEqual(report.failure);
});

it("replays a schedule in which nothing fails", async () => {
  const { violation, minimal, history } = await replay(1);
  expect([violation, minimal]).toEqual([undefined, undefined]);
  expect(history.length).toBeGreaterThan(3);
});

it("names a mutant that there is not", async () => {
  await expect(replay(1, { mutant: "no such" })).rejects.toThrow('no mutant is called "no such"');
});
