import { linkSync, readdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createFolderStorage, createOutbox, type OutboxEvent, type OutboxStorage } from "../src/node.ts";

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
    const { storage, entry } = await prepared();
    Object.assign(plan, { failAt: step, isCrash, done: 0 });
    const resolved = await (actions[action]?.(storage, entry) ?? Promise.reject()).then(
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

it("gives back what has changed since it was read under a new name, if its own was taken meanwhile", async () => {
  const { storage, entry } = await prepared();
  await writeFile(join(folder, "odd.json"), surveyText());
  plan.before = async (name, [from]) => {
    if (name === "link" && String(from).endsWith(".leaving"))
      writeFileSync(join(folder, "odd.json"), surveyText({ user_id: "p3" }));
  };
  onTestFinished(() => {
    plan.before = async () => {};
  });
  await storage.remove(entry);
  const { waiting } = await shown();
  expect(waiting.sort()).toEqual(
    [surveyText(), surveyText({ user_id: "p2" }), surveyText({ user_id: "p3" })].sort(),
  );
});

it("refuses a survey once, if a network file system calls its own link another's since its first reply was lost", async () => {
  const { storage, entry } = await prepared();
  plan.before = async (name, [from, to]) => {
    if (name === "link") linkSync(String(from), String(to));
  };
  onTestFinished(() => {
    plan.before = async () => {};
  });
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect((await readdir(join(folder, "refused"))).sort()).toEqual(["odd.json", "odd.reasons.json"]);
  expect((await shown()).waiting).toEqual([surveyText({ user_id: "p2" })]);
});

describe("where another user's files may be moved, and not linked", () => {
  beforeEach(() => {
    // As Linux answers with `fs.protected_hardlinks`, its default.
    plan.before = async (name, [from]) => {
      if (name === "link" && String(from).endsWith(".leaving"))
        throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" });
    };
  });
  afterEach(() => {
    plan.before = async () => {};
  });

  it("refuses what can never be sent, and replaces nothing", async () => {
    const { storage, entry } = await prepared();
    await storage.refuse(entry, [{ code: "not_json" }]);
    await writeFile(join(folder, "odd.json"), "not JSON either");
    const second = await storage.read("odd.json");
    if (second === undefined) throw new Error("the entry is missing");
    await storage.refuse(second, [{ code: "not_json" }]);
    const { waiting, refused } = await aMinuteLater();
    expect(waiting).toEqual([surveyText({ user_id: "p2" })]);
    expect(refused.map((one) => one.text).sort()).toEqual(["not JSON", "not JSON either"]);
    expect(refused.map(({ reasons }) => reasons)).toEqual([[{ code: "not_json" }], [{ code: "not_json" }]]);
  });

  it("gives back what has changed since it was read, and replaces nothing", async () => {
    const { storage, entry } = await prepared();
    await writeFile(join(folder, "odd.json"), surveyText());
    await storage.remove(entry);
    expect((await readdir(folder)).sort()).toEqual(["odd.json", OTHER].sort());
    expect(await readFile(join(folder, "odd.json"), "utf8")).toBe(surveyText());
  });

  it("refuses nothing over a file of another program among the refused", async () => {
    const { storage, entry } = await prepared();
    await mkdir(join(folder, "refused"));
    await writeFile(join(folder, "refused", "odd.json"), "of another program");
    await storage.refuse(entry, [{ code: "not_json" }]);
    const { refused } = await shown();
    expect(refused.map((one) => one.text).sort()).toEqual(["not JSON", "of another program"]);
  });
});

it("tells of a file that cannot even be looked at, counts it as waiting, and sends its neighbours", async () => {
  const { storage } = await prepared();
  plan.before = async (name, [path]) => {
    // As in a folder that may be listed and not searched.
    if (name === "stat" && String(path).endsWith("odd.json"))
      throw Object.assign(new Error("EACCES: permission denied, stat"), { code: "EACCES" });
  };
  onTestFinished(() => {
    plan.before = async () => {};
  });
  const sendAll = async (texts: Iterable<unknown>) =>
    Array.from(texts, () => ({ status: "sent", messageId: "1" }) as const);
  const outbox = createOutbox({ storage, client: { sendAll } });
  const events: OutboxEvent[] = [];
  outbox.subscribe((event) => events.push(event));
  expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 1, incomplete: 0 });
  expect(events.find(({ type }) => type === "failed")).toMatchObject({
    key: "odd.json",
    outcome: { code: "unreadable", message: expect.stringContaining("EACCES") },
  });
  expect(await outbox.status()).toMatchObject({
    waiting: 1,
    stuck: [{ path: join(folder, "odd.json"), code: "failing" }],
  });
});

it("sends what is left when another process has just sent one of the files that wait", async () => {
  const { storage } = await prepared();
  const sent: string[] = [];
  const sendAll = async (texts: Iterable<unknown>) =>
    Array.from(texts, (one) => {
      sent.push(String(one));
      return { status: "sent", messageId: "1" } as const;
    });
  const list = async () => [{ key: "gone.json", id: ID }, ...(await storage.list())];
  const outbox = createOutbox({ storage: { ...storage, list }, client: { sendAll } });
  expect(await outbox.flush()).toEqual({ sent: 2, refused: 0, failed: 0, incomplete: 0 });
  expect(sent).toHaveLength(2);
});
