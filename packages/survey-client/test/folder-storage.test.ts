import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { beforeEach, expect, it } from "vitest";
import { createFolderStorage, type OutboxStorage } from "../src/node.ts";

const ID = "0001092821120000.json";
let folder: string;
let storage: OutboxStorage;
beforeEach(async () => {
  folder = testFolder();
  storage = createFolderStorage(folder);
});

const keys = async () => (await storage.list()).map(({ key }) => key);
async function read(key: string) {
  const entry = await storage.read(key);
  if (entry === undefined) throw new Error(`${key} is missing`);
  return entry;
}

it("names a saved survey by its object key, and leaves nothing else in the folder", async () => {
  await storage.add(ID, surveyText());
  expect(await readdir(folder)).toEqual([ID]);
  expect(await readFile(join(folder, ID), "utf8")).toBe(surveyText());
});

it("finds what another program puts there, whatever its name, and nothing that is not a survey's file", async () => {
  await writeFile(join(folder, "Odd näme (1).json"), surveyText());
  await writeFile(join(folder, "notes.txt"), "no survey");
  await writeFile(join(folder, ".hidden.json"), surveyText());
  await mkdir(join(folder, "folder.json"));
  expect(await keys()).toEqual(["Odd näme (1).json"]);
  expect(await storage.count()).toEqual({ waiting: 1, refused: 0 });
});

it("saves next to a file of the right name that holds another survey, or none", async () => {
  await writeFile(join(folder, ID), surveyText({ user_id: "other" }));
  expect(await storage.add(ID, surveyText())).toEqual({ added: true });
  expect(await storage.add(ID, surveyText({ q1: 1 }))).toEqual({ added: false, text: surveyText() });
  expect(await readFile(join(folder, ID), "utf8")).toBe(surveyText({ user_id: "other" }));
});

it("says that a file is no text, and gives it another version when it changes", async () => {
  await writeFile(join(folder, "a.json"), Buffer.from([0x7b, 0xff]));
  const entry = await storage.read("a.json");
  expect(entry).toEqual({ key: "a.json", text: undefined, version: expect.any(String) });
  expect(await storage.read("a.json")).toEqual(entry);
  await writeFile(join(folder, "a.json"), Buffer.from([0x7b, 0xfe, 0xff]));
  expect(await storage.read("a.json")).not.toEqual(entry);
});

it("does not remove a file that was written anew after it was read", async () => {
  await storage.add(ID, surveyText());
  const entry = await read(ID);
  await writeFile(join(folder, ID), surveyText({ q1: 1 }));
  await storage.remove(entry);
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect(await readFile(join(folder, ID), "utf8")).toBe(surveyText({ q1: 1 }));
  expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^\./));
});

it("does not refuse a file that is no text, if it was written anew after it was read", async () => {
  await writeFile(join(folder, "a.json"), Buffer.from([0x7b, 0xff]));
  const entry = await read("a.json");
  const anew = Buffer.from([0x7b, 0xfe, 0xff]);
  await writeFile(join(folder, "a.json"), anew);
  await storage.refuse(entry, [{ code: "not_json" }]);
  expect(await readFile(join(folder, "a.json"))).toEqual(anew);
  expect(await storage.count()).toEqual({ waiting: 1, refused: 0 });
});

it("moves refused surveys to a subfolder, each with its reasons, replacing none", async () => {
  for (const content of ["one", "two"]) {
    await writeFile(join(folder, "a.json"), content);
    await storage.refuse(await read("a.json"), [{ code: "not_json" }]);
  }
  const names = await readdir(join(folder, "refused"));
  expect(names).toHaveLength(4);
  expect(await readFile(join(folder, "refused", "a.json"), "utf8")).toBe("one");
  expect(JSON.parse(await readFile(join(folder, "refused", "a.reasons.json"), "utf8"))).toEqual({
    refused_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    reasons: [{ code: "not_json" }],
  });
});

it("brings back what a killed process was about to remove, and clears up what it was about to save", async () => {
  await storage.add(ID, surveyText());
  await rename(join(folder, ID), join(folder, ".0b5e9c1e-6a0f-4a3f-9d5e-1f2a3b4c5d6e.leaving"));
  await writeFile(join(folder, ".7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f.tmp"), "half a sur");
  expect(await keys()).toEqual([]);
  const later = createFolderStorage(folder, { now: () => Date.now() + 61_000 });
  const [ref] = await later.list();
  expect((await read(ref?.key ?? "")).text).toBe(surveyText());
  expect(await readdir(folder)).toEqual([ref?.key]);
});

it("puts a survey back that it cannot put among the refused ones", async () => {
  await writeFile(join(folder, "a.json"), "one");
  await writeFile(join(folder, "refused"), "a file where the subfolder should be");
  await expect(storage.refuse(await read("a.json"), [{ code: "not_json" }])).rejects.toThrow();
  expect(await keys()).toEqual(["a.json"]);
});

it("rejects when the folder is none", async () => {
  await writeFile(join(folder, "file"), "");
  const impossible = createFolderStorage(join(folder, "file"));
  await expect(impossible.add(ID, surveyText())).rejects.toThrow("EEXIST");
  await expect(impossible.list()).rejects.toThrow("ENOTDIR");
});
