import { linkSync, readdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { surveyText } from "@lab/testing/survey";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFolderStorage, createOutbox, type OutboxEvent } from "../src/node.ts";
import { ID, OTHER, setUpFolder } from "./faulty-folder.ts";
import { plan } from "./file-faults.ts";

vi.mock("node:fs/promises", async (importOriginal) =>
  (await import("./file-faults.ts")).withFaults(await importOriginal()),
);
const given = setUpFolder();

it("saves anew when another process took its temporary file for abandoned", async () => {
  const storage = createFolderStorage(given.folder);
  let links = 0;
  plan.before = async (name, [from]) => {
    if (name === "link" && links++ === 0) unlinkSync(String(from));
  };
  expect(await storage.add(ID, surveyText())).toEqual({ added: true });
  expect(links).toBe(2);
  expect(await readdir(given.folder)).toEqual([ID]);
  expect(await readFile(join(given.folder, ID), "utf8")).toBe(surveyText());
});

it("refuses nothing, and does not fail, when another process took the file for abandoned on its way out", async () => {
  const { storage, entry } = await given.prepared();
  plan.before = async (name, [, to]) => {
    // Once the file is out of sight: the other process brings it back.
    const leaving = readdirSync(given.folder).find((file) => file.endsWith(".leaving"));
    if (name === "lstat" && leaving !== undefined && to === undefined) {
      renameSync(join(given.folder, leaving), join(given.folder, "back.json"));
    }
  };
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect(await readFile(join(given.folder, "back.json"), "utf8")).toBe("not JSON");
  expect(await readdir(join(given.folder, "refused"))).toEqual([]);
  expect((await given.aMinuteLater()).waiting).toHaveLength(2);
});

it("gives back what has changed since it was read under a new name, if its own was taken meanwhile", async () => {
  const { storage, entry } = await given.prepared();
  await writeFile(join(given.folder, "odd.json"), surveyText());
  plan.before = async (name, [from]) => {
    if (name === "link" && String(from).endsWith(".leaving"))
      writeFileSync(join(given.folder, "odd.json"), surveyText({ user_id: "p3" }));
  };
  await storage.remove(entry);
  const { waiting } = await given.shown();
  expect(waiting.sort()).toEqual(
    [surveyText(), surveyText({ user_id: "p2" }), surveyText({ user_id: "p3" })].sort(),
  );
});

it("refuses a survey once, if a network file system calls its own link another's since its first reply was lost", async () => {
  const { storage, entry } = await given.prepared();
  plan.before = async (name, [from, to]) => {
    if (name === "link") linkSync(String(from), String(to));
  };
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect((await readdir(join(given.folder, "refused"))).sort()).toEqual(["odd.json", "odd.reasons.json"]);
  expect((await given.shown()).waiting).toEqual([surveyText({ user_id: "p2" })]);
});

describe("where another user's files may be moved, and not linked", () => {
  beforeEach(() => {
    // As Linux answers with `fs.protected_hardlinks`, its default.
    plan.before = async (name, [from]) => {
      if (name === "link" && String(from).endsWith(".leaving"))
        throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" });
    };
  });

  it("refuses what can never be sent, and replaces nothing", async () => {
    const { storage, entry } = await given.prepared();
    await storage.refuse(entry, [{ code: "not_json" }]);
    await writeFile(join(given.folder, "odd.json"), "not JSON either");
    const second = await storage.read("odd.json");
    if (second === undefined) throw new Error("the entry is missing");
    await storage.refuse(second, [{ code: "not_json" }]);
    const { waiting, refused } = await given.aMinuteLater();
    expect(waiting).toEqual([surveyText({ user_id: "p2" })]);
    expect(refused.map((one) => one.text).sort()).toEqual(["not JSON", "not JSON either"]);
    expect(refused.map(({ reasons }) => reasons)).toEqual([[{ code: "not_json" }], [{ code: "not_json" }]]);
  });

  it("gives back what has changed since it was read, and replaces nothing", async () => {
    const { storage, entry } = await given.prepared();
    await writeFile(join(given.folder, "odd.json"), surveyText());
    await storage.remove(entry);
    expect((await readdir(given.folder)).sort()).toEqual(["odd.json", OTHER].sort());
    expect(await readFile(join(given.folder, "odd.json"), "utf8")).toBe(surveyText());
  });

  it("refuses nothing over a file of another program among the refused", async () => {
    const { storage, entry } = await given.prepared();
    await mkdir(join(given.folder, "refused"));
    await writeFile(join(given.folder, "refused", "odd.json"), "of another program");
    await storage.refuse(entry, [{ code: "not_json" }]);
    const { refused } = await given.shown();
    expect(refused.map((one) => one.text).sort()).toEqual(["not JSON", "of another program"]);
  });
});

it("tells of a file that cannot even be looked at, counts it as waiting, and sends its neighbours", async () => {
  const { storage } = await given.prepared();
  plan.before = async (name, [path]) => {
    // As in a folder that may be listed and not searched.
    if (name === "stat" && String(path).endsWith("odd.json"))
      throw Object.assign(new Error("EACCES: permission denied, stat"), { code: "EACCES" });
  };
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
    stuck: [{ path: join(given.folder, "odd.json"), code: "failing" }],
  });
});

it("sends what is left when another process has just sent one of the files that wait", async () => {
  const { storage } = await given.prepared();
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
