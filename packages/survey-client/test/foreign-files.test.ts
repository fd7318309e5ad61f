import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { createFolderStorage, createOutbox, type OutboxEvent, type SendOutcome } from "../src/node.ts";

const HOUR = 3_600_000;
const ONE = "0b5e9c1e-6a0f-4a3f-9d5e-1f2a3b4c5d6e";
const TWO = "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f";
let folder: string;
beforeEach(async () => {
  folder = testFolder();
});
afterEach(async () => {
  vi.useRealTimers();
});

const anHourLater = () => createFolderStorage(folder, { now: () => Date.now() + HOUR });

/** Another program, which writes as the README asks: under another name first, which it then gives up for the real one. */
function startWriter(from: string, to: string) {
  const program = `
    const fs = require("node:fs");
    const [from, to, text] = process.argv.slice(1);
    const half = text.length >> 1;
    fs.writeFileSync(from, text.slice(0, half));
    const hourAgo = Date.now() / 1000 - 3600;
    fs.utimesSync(from, hourAgo, hourAgo);
    console.log("half");
    process.stdin.once("data", () => {
      fs.appendFileSync(from, text.slice(half));
      fs.renameSync(from, to);
      process.exit(0);
    });`;
  const child = spawn(process.execPath, ["-e", program, join(folder, from), join(folder, to), surveyText()]);
  onTestFinished(() => void child.kill());
  const half = once(createInterface({ input: child.stdout }), "line");
  return {
    half,
    async finish() {
      child.stdin.write("go\n");
      const [code] = await once(child, "exit");
      return code;
    },
  };
}

it("leaves the temporary file of another program alone, however old it is, and sends what it becomes", async () => {
  const writer = startWriter("0001.json.tmp", "0001.json");
  await writer.half;
  const sent: string[] = [];
  const events: OutboxEvent[] = [];
  const outbox = createOutbox({
    storage: anHourLater(),
    client: {
      sendAll: async (surveys) =>
        Array.from(surveys, (body): SendOutcome => {
          sent.push(String(body));
          return { status: "sent", messageId: "1" };
        }),
    },
  });
  outbox.subscribe((event) => events.push(event));
  await outbox.flush();
  expect(await readdir(folder)).toEqual(["0001.json.tmp"]);
  expect(await writer.finish()).toBe(0);
  await outbox.flush();
  expect(sent).toEqual([surveyText()]);
  expect(events.filter(({ type }) => type === "sent")).toHaveLength(1);
});

it.each([
  "0001.json.tmp",
  ".0001.json.tmp",
  "notes.leaving",
  ".1.leaving",
  ".2.tmp",
  `${ONE}.tmp`,
  `${ONE}.leaving`,
  `.${ONE}.tmp.bak`,
  `.${ONE}.json`,
  `.survey.${ONE}.tmp`,
  `.${ONE.replaceAll("-", "")}.tmp`,
  `.${ONE.toUpperCase()}.leaving`,
])("never touches %s, a name that it did not make", async (name) => {
  await writeFile(join(folder, name), surveyText());
  await mkdir(join(folder, "refused"));
  await writeFile(join(folder, "refused", name), surveyText());
  const storage = anHourLater();
  expect(await storage.list()).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual([name, "refused"].sort());
  expect(await readdir(join(folder, "refused"))).toEqual([name]);
  expect(await readFile(join(folder, name), "utf8")).toBe(surveyText());
});

it("clears up what a process of its own left behind a minute ago, in both folders", async () => {
  await writeFile(join(folder, `.${ONE}.tmp`), "half a sur");
  await writeFile(join(folder, `.${ONE}.leaving`), surveyText());
  await mkdir(join(folder, "refused"));
  await writeFile(join(folder, "refused", `.${TWO}.tmp`), "half of the rea");
  const [ref] = await anHourLater().list();
  expect((await readdir(folder)).sort()).toEqual([ref?.key, "refused"].sort());
  expect(await readFile(join(folder, ref?.key ?? ""), "utf8")).toBe(surveyText());
  expect(await readdir(join(folder, "refused"))).toEqual([]);
});

it("leaves what a living process is about to remove, whatever time that file and the device's clock tell", async () => {
  const names = [`.${ONE}.tmp`, `.${TWO}.leaving`];
  for (const name of names) {
    await writeFile(join(folder, name), surveyText());
    await utimes(join(folder, name), 0, 0);
  }
  for (const skew of [-HOUR, HOUR]) {
    // The device's clock is an hour off the clock that dates the files.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + skew });
    expect(await createFolderStorage(folder).list()).toEqual([]);
    vi.useRealTimers();
  }
  expect((await readdir(folder)).sort()).toEqual(names.sort());
});

it("brings a survey back that it dated in the future, before the file server's clock was set right", async () => {
  await writeFile(join(folder, `.${ONE}.leaving`), surveyText());
  // Seen from an hour earlier, the file is an hour in the future.
  const storage = createFolderStorage(folder, { now: () => Date.now() - HOUR });
  expect(await storage.list()).toHaveLength(1);
});

it("two outboxes bring back a survey that was left behind as one", async () => {
  await writeFile(join(folder, `.${ONE}.leaving`), surveyText());
  await Promise.all([anHourLater().list(), anHourLater().list()]);
  expect(await anHourLater().list()).toHaveLength(1);
  expect(await readdir(folder)).toHaveLength(1);
});

it("a process whose survey was brought back meanwhile removes and refuses nothing, and does not fail", async () => {
  const storage = createFolderStorage(folder);
  await storage.add("0001092821120000.json", surveyText());
  const entry = await storage.read("0001092821120000.json");
  if (entry === undefined) throw new Error("the entry is missing");
  await rename(join(folder, "0001092821120000.json"), join(folder, "back.json"));
  await storage.remove(entry);
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect(await storage.count()).toEqual({ waiting: 1, refused: 0 });
  expect(await readdir(join(folder, "refused"))).toEqual([]);
});
