import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import { createFolderStorage, type OutboxStorage } from "../src/node.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { describeStorage } from "./storage-conformance.ts";

describe("the memory storage of the tests", () => {
  let storage: OutboxStorage;
  beforeEach(() => {
    storage = createMemoryStorage();
  });
  describeStorage(async () => storage);
});

describe("the folder storage", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "outbox-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  describeStorage(async () => createFolderStorage(join(folder, "new", "surveys")));
});
