import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it, vi } from "vitest";
import type { OutboxStorage } from "../src/node.ts";
import { ID, setUpFolder } from "./faulty-folder.ts";
import { plan } from "./file-faults.ts";

vi.mock("node:fs/promises", async (importOriginal) =>
  (await import("./file-faults.ts")).withFaults(await importOriginal()),
);
const given = setUpFolder();

const actions: Record<
  string,
  (storage: OutboxStorage, entry: { key: string; text: string | undefined }) => Promise<unknown>
> = {
  add: (storage) => storage.add(ID, surveyText()),
  remove: (storage, entry) => storage.remove(entry),
  refuse: (storage, entry) => storage.refuse(entry, [{ code: "not_json" }]),
  list: (storage) => storage.list(),
};

/** Does the action anew with a failure at its first operation, its second, and so on, until it needs no more of them. */
async function atEveryStep(
  action: keyof typeof actions,
  isCrash: boolean,
  check: (result: { resolved: boolean; step: number }) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step++) {
    const { storage, entry } = await given.prepared();
    Object.assign(plan, { failAt: step, isCrash, done: 0 });
    const resolved = await (actions[action]?.(storage, entry) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    const { done } = plan;
    plan.failAt = 0;
    await check({ resolved, step });
    for (const name of await readdir(given.folder)) await rm(join(given.folder, name), { recursive: true });
    if (done < step) return step - 1;
  }
}

describe.each([
  ["a crash", true],
  ["an error", false],
])("%s at any of its file operations", (_, isCrash) => {
  it("of `add` loses no survey that was saved, and keeps none half", async () => {
    const steps = await atEveryStep("add", isCrash, async ({ resolved }) => {
      const { waiting } = await given.aMinuteLater();
      expect(waiting).toEqual(expect.arrayContaining([surveyText({ user_id: "p2" }), "not JSON"]));
      if (resolved) expect(waiting).toContain(surveyText());
      for (const one of waiting)
        expect([surveyText(), surveyText({ user_id: "p2" }), "not JSON"]).toContain(one);
      expect((await readdir(given.folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(4);
  });

  it("of `remove` leaves the survey, or has removed it", async () => {
    const steps = await atEveryStep("remove", isCrash, async ({ resolved }) => {
      if (!resolved && !isCrash) expect((await given.shown()).waiting).toContain("not JSON");
      const { waiting } = await given.aMinuteLater();
      expect(waiting).toContain(surveyText({ user_id: "p2" }));
      if (!resolved && !isCrash) expect(waiting).toContain("not JSON");
      expect((await readdir(given.folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(3);
  });

  it("of `refuse` leaves the survey waiting, or among the refused with its reasons", async () => {
    const steps = await atEveryStep("refuse", isCrash, async ({ resolved }) => {
      if (!resolved && !isCrash) {
        const now = await given.shown();
        expect([...now.waiting, ...now.refused.map((entry) => entry.text)]).toContain("not JSON");
      }
      const { waiting, refused } = await given.aMinuteLater();
      expect(waiting).toContain(surveyText({ user_id: "p2" }));
      if (resolved) expect(refused).toHaveLength(1);
      else expect([...waiting, ...refused.map((entry) => entry.text)]).toContain("not JSON");
      for (const entry of refused.filter(() => isCrash)) {
        expect(entry).toMatchObject({ text: "not JSON", reasons: [{ code: "not_json" }] });
      }
      expect((await readdir(given.folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(8);
  });

  it("of `list` changes nothing", async () => {
    await atEveryStep("list", isCrash, async () => {
      const { waiting } = await given.aMinuteLater();
      expect(waiting.sort()).toEqual([surveyText({ user_id: "p2" }), "not JSON"].sort());
    });
  });
});
