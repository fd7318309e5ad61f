import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { aSurvey, surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { createFolderStorage, createOutbox } from "../src/node.ts";
import { drainFolder } from "./drain-folder.ts";

it("a write that the operating system cuts short is told as full storage, and loses nothing", async () => {
  const folder = testFolder();
  // The limit cuts off every file after 16 kB, as a full disk would, for root too.
  const program = [process.execPath, join(import.meta.dirname, "save-process.ts")];
  const surveys = [
    aSurvey(),
    aSurvey({ user_id: "large", photo: "x".repeat(100_000) }),
    aSurvey({ user_id: "p2" }),
  ];
  const { stdout } = await promisify(execFile)("bash", [
    "-c",
    'ulimit -f 16 && exec "$@"',
    "bash",
    ...program,
    folder,
    ...surveys.map((one) => JSON.stringify(one)),
  ]);
  expect(JSON.parse(stdout)).toEqual([
    { saved: "0001092821120000.json" },
    { name: "OutboxStorageError", code: "FULL", message: expect.stringContaining("storage is full") },
    { saved: "p2092821120000.json" },
  ]);
  expect((await readdir(folder)).sort()).toEqual(["0001092821120000.json", "p2092821120000.json"]);
  expect(await readFile(join(folder, "0001092821120000.json"), "utf8")).toBe(surveyText());
});

it("a place where nobody may write, not even root, is told as not permitted", async () => {
  const place = { linux: "/sys/surveys", darwin: "/System/surveys" }[process.platform.toString()];
  const storage = createFolderStorage(place ?? "C:\\Windows\\System32\\config\\surveys");
  const outbox = createOutbox({ storage, client: { sendAll: async () => [] } });
  await expect(outbox.save(aSurvey())).rejects.toMatchObject({
    name: "OutboxStorageError",
    code: "NOT_PERMITTED",
  });
});

it("more waiting surveys than the memory holds are all sent", { timeout: 300_000 }, async () => {
  const drained = await drainFolder({ surveys: 2_000, characters: 100_000, heapMb: 48 });
  expect(drained).toMatchObject({ sent: 2_000, waiting: 0, received: 2_000, left: [] });
  // All of them together have 200 MB.
  expect(drained.peakMb - drained.idleMb).toBeLessThan(200);
});
