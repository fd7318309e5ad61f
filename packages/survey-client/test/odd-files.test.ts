import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, open as openFile, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { createFolderStorage, createOutbox, createSurveyClient, type OutboxEvent } from "../src/node.ts";
import { startScriptedSqs } from "./scripted-sqs.ts";

let folder: string;
let sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
let events: OutboxEvent[];
const open: (() => void)[] = [];
beforeEach(async () => {
  folder = testFolder();
  sqs = await startScriptedSqs();
  events = [];
});
afterEach(async () => {
  for (const close of open.splice(0)) close();
  await sqs.close();
});

function outboxOf() {
  const client = createSurveyClient({
    queueUrl: sqs.queueUrl,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  open.push(() => client.close());
  const outbox = createOutbox({ storage: createFolderStorage(folder), client });
  outbox.subscribe((event) => events.push(event));
  return outbox;
}
const at = (name: string) => join(folder, name);

it("sends a survey in a file whose name ends as the storage's own reasons do", async () => {
  await writeFile(at("study.reasons.json"), surveyText());
  const outbox = outboxOf();
  expect(await outbox.status()).toEqual({ waiting: 1, refused: 0, flushing: false });
  expect(await outbox.flush()).toMatchObject({ sent: 1 });
  expect(sqs.bodies()).toEqual([surveyText()]);
  expect(await readdir(folder)).toEqual([]);
});

it("refuses such a file without mixing it up with the reasons of another", async () => {
  const malformed = {
    study: surveyText({ q1: 9 }),
    "study.reasons": surveyText({ q2: 9 }),
    "study.reasons.reasons": "[]",
  };
  for (const [name, content] of Object.entries(malformed)) await writeFile(at(`${name}.json`), content);
  const outbox = outboxOf();
  expect(await outbox.flush()).toMatchObject({ refused: 3 });
  const refused = await outbox.refused();
  expect(refused.map(({ text }) => text).sort()).toEqual(Object.values(malformed).sort());
  for (const { reasons } of refused) expect(reasons).toMatchObject([{ code: "malformed" }]);
  expect(await outbox.status()).toEqual({ waiting: 0, refused: 3, flushing: false });
  expect(await readdir(folder)).toEqual(["refused"]);
  expect(await readdir(at("refused"))).toHaveLength(6);
});

/** A name in Latin-1, as an old Windows or Unix program writes it: its bytes are not UTF-8. */
const latin1 = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]);
const takesAnyName = process.platform === "linux";

it.runIf(takesAnyName)("sends, and refuses, files whose names are not UTF-8", async () => {
  await writeFile(latin1("Gerät 1.json"), surveyText());
  await writeFile(latin1("Gerät 2.json"), surveyText({ q1: 9 }));
  await writeFile(latin1("Maß.json"), surveyText({ user_id: "0002" }));
  const outbox = outboxOf();
  expect(await outbox.status()).toMatchObject({ waiting: 3 });
  expect(await outbox.flush()).toEqual({ sent: 2, refused: 1, failed: 0, incomplete: 0 });
  expect(sqs.bodies().sort()).toEqual([surveyText(), surveyText({ user_id: "0002" })].sort());
  expect(await readdir(folder)).toEqual(["refused"]);
  const refused = await readdir(at("refused"), { encoding: "buffer" });
  expect(refused.map((name) => name.toString("latin1")).sort()).toEqual([
    "Gerät 2.json",
    "Gerät 2.reasons.json",
  ]);
  expect(await outbox.refused()).toMatchObject([
    { text: surveyText({ q1: 9 }), reasons: [{ code: "malformed" }] },
  ]);
});

/** Makes a socket in the folder. By a relative name, since a socket's path may have some 100 characters at most. */
async function listenAt(name: string): Promise<void> {
  const before = process.cwd();
  process.chdir(folder);
  const server = createServer().listen(name);
  process.chdir(before);
  onTestFinished(() => void server.close());
  await once(server, "listening");
}

it("names what is no file in the status, with its path, never opens it, and sends its neighbours", async () => {
  await writeFile(at("good.json"), surveyText());
  await mkdir(at("folder.json"));
  await symlink(at("nowhere"), at("dangling.json"));
  await symlink(at("loop.json"), at("loop.json"));
  const expected = [
    { path: at("dangling.json"), code: "broken_link" },
    { path: at("folder.json"), code: "directory" },
    { path: at("loop.json"), code: "broken_link" },
  ];
  if (process.platform !== "win32") {
    await promisify(execFile)("mkfifo", [at("pipe.json")]);
    await symlink(at("pipe.json"), at("to-pipe.json"));
    await symlink("/dev/zero", at("zero.json"));
    await listenAt("socket.json");
    expected.push(
      { path: at("pipe.json"), code: "pipe" },
      { path: at("socket.json"), code: "socket" },
      { path: at("to-pipe.json"), code: "pipe" },
      { path: at("zero.json"), code: "device" },
    );
  }
  const outbox = outboxOf();
  expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 0, incomplete: 0 });
  const { stuck, ...counts } = await outbox.status();
  expect(counts).toEqual({ waiting: 0, refused: 0, flushing: false });
  expect(stuck).toMatchObject(expected);
  for (const { path, message } of stuck ?? []) expect(message).toContain(path);
});

it("follows a link to a survey, and removes the link", async () => {
  const elsewhere = testFolder();
  await writeFile(join(elsewhere, "survey"), surveyText());
  await symlink(join(elsewhere, "survey"), at("link.json"));
  expect(await outboxOf().flush()).toMatchObject({ sent: 1 });
  expect(await readdir(folder)).toEqual([]);
  expect(await readFile(join(elsewhere, "survey"), "utf8")).toBe(surveyText());
});

it("a refused link leads to the same file from where it then lies", async () => {
  await writeFile(at("survey"), surveyText({ q1: 9 }));
  await symlink("survey", at("link.json"));
  const outbox = outboxOf();
  expect(await outbox.flush()).toMatchObject({ refused: 1 });
  expect(await outbox.refused()).toMatchObject([{ key: "link.json", text: surveyText({ q1: 9 }) }]);
});

it.runIf(process.platform === "linux")(
  "names a file that the operating system does not let it read in the status, and in an event",
  async () => {
    // Reading the start of this file fails with EIO, for root too.
    await symlink("/proc/self/mem", at("broken.json"));
    await writeFile(at("good.json"), surveyText());
    const outbox = outboxOf();
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 1, incomplete: 0 });
    expect(events).toContainEqual({
      type: "failed",
      key: "broken.json",
      outcome: expect.objectContaining({ code: "unreadable", message: expect.stringContaining("EIO") }),
    });
    expect((await outbox.status()).stuck).toMatchObject([
      { path: at("broken.json"), code: "failing", message: expect.stringContaining("EIO") },
    ]);
    await rm(at("broken.json"));
    expect((await outbox.status()).stuck).toBeUndefined();
  },
);

it("saves beside whatever stands in the survey's place", async () => {
  const id = "0001092821120000.json";
  await mkdir(at(id));
  await symlink(at("nowhere"), at("0001092821120000~2.json"));
  if (process.platform !== "win32") await promisify(execFile)("mkfifo", [at("0001092821120000~3.json")]);
  const outbox = outboxOf();
  await outbox.save(surveyText());
  expect(await outbox.flush()).toMatchObject({ sent: 1 });
  expect(sqs.bodies()).toEqual([surveyText()]);
});

it("refuses a file that is larger than the queue takes without reading it into memory", async () => {
  const file = await openFile(at("large.json"), "w");
  await file.truncate(64 * 2 ** 30);
  await file.close();
  await writeFile(at("good.json"), surveyText());
  const outbox = outboxOf();
  expect(await outbox.flush()).toEqual({ sent: 1, refused: 1, failed: 0, incomplete: 0 });
  expect(await outbox.refused()).toEqual([
    { key: "large.json", text: undefined, reasons: [{ code: "too_large" }] },
  ]);
});
