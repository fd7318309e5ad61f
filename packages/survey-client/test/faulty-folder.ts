import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { beforeEach } from "vitest";
import { createFolderStorage, type OutboxStorage, type RefusedEntry, type StoredEntry } from "../src/node.ts";
import { plan } from "./file-faults.ts";

export const ID = "0001092821120000.json";
export const OTHER = "p2092821120000.json";

/** What is in a folder, as another process sees it. */
interface Shown {
  readonly waiting: (string | undefined)[];
  readonly refused: readonly RefusedEntry[];
}

/** A folder of surveys, which each test has anew, empty and without faults. */
export interface FaultyFolder {
  readonly folder: string;
  /** Everything that the folder shows now. */
  shown(): Promise<Shown>;
  /** The same a minute later, when what was left behind is cleared up. */
  aMinuteLater(): Promise<Shown>;
  /** Puts a survey and an entry that can never be sent into the folder. */
  prepared(): Promise<{ readonly storage: OutboxStorage; readonly entry: StoredEntry }>;
}

/** Call it once in a test file that mocks `node:fs/promises` by `withFaults`. */
export function setUpFolder(): FaultyFolder {
  let folder = "";
  beforeEach(() => {
    folder = testFolder();
    plan.failAt = 0;
    plan.before = async () => {};
  });

  async function shown(later: number): Promise<Shown> {
    const storage = createFolderStorage(folder, { now: () => Date.now() + later });
    const waiting: (string | undefined)[] = [];
    for (const { key } of await storage.list()) waiting.push((await storage.read(key))?.text);
    return { waiting, refused: await storage.refused() };
  }

  return {
    get folder() {
      return folder;
    },
    shown: () => shown(0),
    aMinuteLater: () => shown(61_000),
    async prepared() {
      const storage = createFolderStorage(folder);
      await writeFile(join(folder, OTHER), surveyText({ user_id: "p2" }));
      await writeFile(join(folder, "odd.json"), "not JSON");
      const entry = await storage.read("odd.json");
      if (entry === undefined) throw new Error("the entry is missing");
      return { storage, entry };
    },
  };
}
