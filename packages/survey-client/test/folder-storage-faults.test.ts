import { readdirSync, renameSync, unlinkSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createFolderStorage, type OutboxStorage } from "../src/node.ts";

/**
 * Which of the storage's file operations fails, counted from 1 (0: none), and how: once, or with everything after it as in a
 * crash. `before` is called before each operation.
 */
const plan = vi.hoisted(() => ({
  failAt: 0,
  isCrash: false,
  done: 0,
  before: async (_name: string, _args: readonly unknown[]) => {},
}));

vi.mock("node:fs/promises", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs/promises")>();
  const failing = Object.entries(original).map(([name, operation]) => {
    if (typeof operation !== "function") return [name, operation];
    const wrapped = async (...args: unknown[]) => {
      await plan.before(name, args);
      if (plan.failAt === 0) return await Reflect.apply(operation, undefined, args);
      plan.done++;
      const fails = plan.isCrash ? plan.done >= plan.failAt : plan.done === plan.failAt;
      if (fails) throw Object.assign(new Error(`EIO: ${name}`), { code: "EIO" });
      return await Reflect.apply(operation, undefined, args);
    };
    return [name, wrapped];
  });
  return { ...original, ...Object.fromEntries(failing) };
});

const ID = "0001092821120000.json";
const OTHER = "p2092821120000.json";
let folder: string;
beforeEach(async () => {
  folder = testFolder();
});
afterEach(async () => {
  plan.failAt = 0;
});

/** Everything that the folder shows, as another process sees it now, or a minute later. */
async function shown(later = 0) {
  const storage = createFolderStorage(folder, { now: () => Date.now() + later });
  const waiting: (string | undefined)[] = [];
  for (const { key } of await storage.list()) waiting.push((await storage.read(key))?.text);
  const refused = await storage.refused();
  return { waiting, refused };
}

const aMinuteLater = () => shown(61_000);

async function prepared() {
  const storage = createFolderStorage(folder);
  await writeFile(join(folder, OTHER), surveyText({ user_id: "p2" }));
  await writeFile(join(folder, "odd.json"), "not JSON");
  const entry = await storage.read("odd.json");
  if (entry === undefined) throw new Error("the entry is missing");
  return { storage, entry };
}

const ACTIONS: Record<
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
  action: keyof typeof ACTIONS,
  isCrash: boolean,
  check: (result: { resolved: boolean; step: number }) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step++) {
    const { storage, entry } = await prepared();
    Object.assign(plan, { failAt: step, isCrash, done: 0 });
    const resolved = await (ACTIONS[action]?.(storage, entry) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    const { done } = plan;
    plan.failAt = 0;
    await check({ resolved, step });
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    if (done < step) return step - 1;
  }
}

describe.each([
  ["a crash", true],
  ["an error", false],
])("%s at any of its file operations", (_, isCrash) => {
  it("of `add` loses no survey that was saved, and keeps none half", async () => {
    const steps = await atEveryStep("add", isCrash, async ({ resolved }) => {
      const { waiting } = await aMinuteLater();
      expect(waiting).toEqual(expect.arrayContaining([surveyText({ user_id: "p2" }), "not JSON"]));
      if (resolved) expect(waiting).toContain(surveyText());
      for (const one of waiting)
        expect([surveyText(), surveyText({ user_id: "p2" }), "not JSON"]).toContain(one);
      expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(4);
  });

  it("of `remove` leaves the survey, or has removed it", async () => {
    const steps = await atEveryStep("remove", isCrash, async ({ resolved }) => {
      if (!resolved && !isCrash) expect((await shown()).waiting).toContain("not JSON");
      const { waiting } = await aMinuteLater();
      expect(waiting).toContain(surveyText({ user_id: "p2" }));
      if (!resolved && !isCrash) expect(waiting).toContain("not JSON");
      expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(3);
  });

  it("of `refuse` leaves the survey waiting, or among the refused with its reasons", async () => {
    const steps = await atEveryStep("refuse", isCrash, async ({ resolved }) => {
      if (!resolved && !isCrash) {
        const now = await shown();
        expect([...now.waiting, ...now.refused.map((entry) => entry.text)]).toContain("not JSON");
      }
      const { waiting, refused } = await aMinuteLater();
      expect(waiting).toContain(surveyText({ user_id: "p2" }));
      if (resolved) expect(refused).toHaveLength(1);
      else expect([...waiting, ...refused.map((entry) => entry.text)]).toContain("not JSON");
      for (const entry of refused.filter(() => isCrash)) {
        expect(entry).toMatchObject({ text: "not JSON", reasons: [{ code: "not_json" }] });
      }
      expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    });
    expect(steps).toBeGreaterThan(8);
  });

  it("of `list` changes nothing", async () => {
    await atEveryStep("list", isCrash, async () => {
      const { waiting } = await aMinuteLater();
      expect(waiting.sort()).toEqual([surveyText({ user_id: "p2" }), "not JSON"].sort());
    });
  });
});

it("saves anew when another process took its temporary file for abandoned", async () => {
  const storage = createFolderStorage(folder);
  let links = 0;
  plan.before = async (name, [from]) => {
    if (name === "link" && links++ === 0) unlinkSync(String(from));
  };
  onTestFinished(() => {
    plan.before = async () => {};
  });
  expect(await storage.add(ID, surveyText())).toEqual({ added: true });
  expect(links).toBe(2);
  expect(await readdir(folder)).toEqual([ID]);
  expect(await readFile(join(folder, ID), "utf8")).toBe(surveyText());
});

it("refuses nothing, and does not fail, when another process took the file for abandoned on its way out", async () => {
  const { storage, entry } = await prepared();
  plan.before = async (name, [, to]) => {
    // Once the file is out of sight: the other process brings it back.
    const leaving = readdirSync(folder).find((file) => file.endsWith(".leaving"));
    if (name === "lstat" && leaving !== undefined && to === undefined) {
      renameSync(join(folder, leaving), join(folder, "back.json"));
    }
  };
  onTestFinished(() => {
    plan.before = async () => {};
  });
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect(await readFile(join(folder, "back.json"), "utf8")).toBe("not JSON");
  expect(await readdir(join(folder, "refused"))).toEqual([]);
  expect((await aMinuteLater()).waiting).toHaveLength(2);
});
