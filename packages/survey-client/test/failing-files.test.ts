import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createFolderStorage,
  createOutbox,
  createSurveyClient,
  OutboxEntryError,
  type OutboxEvent,
  type OutboxOptions,
  type OutboxStorage,
} from "../src/node.ts";
import { startScriptedSqs } from "./scripted-sqs.ts";

let folder: string;
let sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
let events: OutboxEvent[];
let elapsed: number;
const open: (() => void)[] = [];
beforeEach(async () => {
  folder = testFolder();
  sqs = await startScriptedSqs();
  events = [];
  elapsed = 0;
});
afterEach(async () => {
  for (const close of open.splice(0)) close();
  await sqs.close();
});

function outboxOf(options: Partial<OutboxOptions> = {}) {
  const client = createSurveyClient({
    queueUrl: sqs.queueUrl,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  open.push(() => client.close());
  const storage = createFolderStorage(folder);
  const outbox = createOutbox({ storage, client, monotonicNow: () => elapsed, ...options });
  outbox.subscribe((event) => events.push(event));
  return outbox;
}
const at = (name: string) => join(folder, name);
const ofType = (type: OutboxEvent["type"]) => events.filter((event) => event.type === type);

/** The folder, except that nothing of this name can be removed or refused, as for want of a permission. */
function withImmovable(name: string): OutboxStorage {
  const storage = createFolderStorage(folder);
  const cause = Object.assign(new Error("EPERM: operation not permitted"), { code: "EPERM" });
  const fail = async () => {
    throw new OutboxEntryError("could not be moved", at(name), cause);
  };
  return {
    ...storage,
    remove: (entry) => (entry.key === name ? fail() : storage.remove(entry)),
    refuse: (entry, reasons) => (entry.key === name ? fail() : storage.refuse(entry, reasons)),
  };
}

describe("the name of a refused survey always fits", () => {
  it.each([
    ["of 250 characters", `${"n".repeat(245)}.json`],
    ["of 255 characters", `${"n".repeat(250)}.json`],
    ["of 255 bytes in UTF-8", `${"é".repeat(125)}.json`],
    ["of 254 bytes in emojis", `${"😀".repeat(62)}x.json`],
    [
      "of a length that leaves room for the reasons only just",
      `${"n".repeat(255 - ".reasons.json".length)}.json`,
    ],
    ["that ends like the reasons of another", "study.reasons.json"],
    ["that does so, and has 255 characters", `${"n".repeat(242)}.reasons.json`],
  ])("a name %s", async (_, name) => {
    await writeFile(at(name), surveyText({ q1: 9 }));
    await writeFile(at("good.json"), surveyText());
    const outbox = outboxOf();
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 1, failed: 0, incomplete: 0 });
    expect(ofType("refused")).toMatchObject([{ key: name, reasons: [{ code: "malformed" }] }]);
    const [refused] = await outbox.refused();
    expect(refused).toMatchObject({ text: surveyText({ q1: 9 }), reasons: [{ code: "malformed" }] });
    expect(await readdir(folder)).toEqual(["refused"]);
    const names = await readdir(at("refused"));
    expect(names).toHaveLength(2);
    const reasons = names.find((one) => one.endsWith(".reasons.json")) ?? "";
    const { file = refused?.key } = JSON.parse(await readFile(at(`refused/${reasons}`), "utf8"));
    expect(file).toBe(name);
  });

  it.runIf(process.platform === "linux")("a name in Latin-1 of 255 bytes", async () => {
    const name = Buffer.concat([Buffer.alloc(250, 0xe9), Buffer.from(".json")]);
    await writeFile(Buffer.concat([Buffer.from(`${folder}/`), name]), surveyText({ q1: 9 }));
    const outbox = outboxOf();
    expect(await outbox.flush()).toMatchObject({ refused: 1 });
    expect(await outbox.refused()).toMatchObject([
      { text: surveyText({ q1: 9 }), reasons: [{ code: "malformed" }] },
    ]);
  });

  it("the second of two long ones of the same name too", async () => {
    const name = `${"n".repeat(250)}.json`;
    const outbox = outboxOf();
    for (const q1 of [8, 9]) {
      await writeFile(at(name), surveyText({ q1 }));
      await outbox.flush();
    }
    const refused = await outbox.refused();
    expect(refused.map((entry) => entry.text).sort()).toEqual([surveyText({ q1: 8 }), surveyText({ q1: 9 })]);
  });
});

describe("a file that fails, fails alone", () => {
  it.runIf(process.platform === "linux")("when it cannot be read", async () => {
    await symlink("/proc/self/mem", at("a.json"));
    for (const n of [1, 2, 3]) await writeFile(at(`${n}.json`), surveyText({ user_id: `p${n}` }));
    expect(await outboxOf().flush()).toEqual({ sent: 3, refused: 0, failed: 1, incomplete: 0 });
    expect(ofType("failed")).toMatchObject([{ key: "a.json", outcome: { code: "unreadable" } }]);
  });

  it("when there is no place for what is refused: it waits, and status and event say why", async () => {
    await writeFile(at("refused"), "a file where the subfolder should be");
    await writeFile(at("a.json"), surveyText({ q1: 9 }));
    await writeFile(at("b.json"), surveyText());
    const outbox = outboxOf();
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 1, incomplete: 0 });
    expect(ofType("failed")).toMatchObject([
      { key: "a.json", outcome: { code: "storage", message: expect.stringContaining("EEXIST") } },
    ]);
    expect((await readdir(folder)).sort()).toEqual(["a.json", "refused"]);
    expect(await outbox.status()).toMatchObject({
      waiting: 1,
      refused: 0,
      stuck: [{ path: at("a.json"), code: "failing", message: expect.stringContaining("EEXIST") }],
    });
  });

  it("when it cannot be removed: it was sent once, and is not sent again while it does not change", async () => {
    await writeFile(at("a.json"), surveyText());
    await writeFile(at("b.json"), surveyText({ user_id: "0002" }));
    const outbox = outboxOf({ storage: withImmovable("a.json") });
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 1, incomplete: 0 });
    expect(ofType("failed")).toMatchObject([
      { key: "a.json", outcome: { code: "storage", message: expect.stringContaining("The queue has it") } },
    ]);
    expect(await outbox.flush()).toEqual({ sent: 0, refused: 0, failed: 1, incomplete: 0 });
    expect(sqs.bodies()).toHaveLength(2);
    await writeFile(at("a.json"), surveyText({ q1: 1 }));
    await outbox.flush();
    expect(sqs.bodies()).toHaveLength(3);
  });

  it("without slowing the others: the loop looks again after its interval, and tries the failing one less and less", async () => {
    await writeFile(at("a.json"), surveyText({ q1: 9 }));
    const sleeps: number[] = [];
    let onSleep = () => {};
    let wake = () => {};
    const outbox = outboxOf({
      storage: withImmovable("a.json"),
      interval: 600_000,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          sleeps.push(milliseconds);
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
          onSleep();
        }),
    });
    const nextSleep = (act: () => void) =>
      new Promise<void>((resolve) => {
        onSleep = resolve;
        act();
      });
    await nextSleep(() => outbox.start());
    for (let look = 0; look < 8; look++) {
      await nextSleep(() => wake());
      elapsed += 1_000;
    }
    expect(new Set(sleeps)).toEqual(new Set([600_000]));
    // At 0 ms, and after 1, 2 and 4 seconds more.
    expect(ofType("failed")).toHaveLength(4);
    await writeFile(at("b.json"), surveyText());
    await nextSleep(() => outbox.wake());
    expect(ofType("sent")).toHaveLength(1);
    expect(ofType("next_try")).toEqual([]);
    await outbox.stop();
  });
});

it("`wake` wakes while the folder itself fails, too", async () => {
  const storage = createFolderStorage(folder);
  let works = false;
  let onSleep = () => {};
  const outbox = outboxOf({
    storage: { ...storage, list: () => (works ? storage.list() : Promise.reject(new Error("EIO"))) },
    sleep: (_, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
        onSleep();
      }),
  });
  const nextSleep = (act: () => void) =>
    new Promise<void>((resolve) => {
      onSleep = resolve;
      act();
    });
  await writeFile(at("a.json"), surveyText());
  await nextSleep(() => outbox.start());
  expect(ofType("next_try")).toMatchObject([{ error: { name: "OutboxStorageError" } }]);
  works = true;
  await nextSleep(() => outbox.wake());
  expect(ofType("sent")).toHaveLength(1);
  await outbox.stop();
});
