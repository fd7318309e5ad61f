import "fake-indexeddb/auto";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { createIndexedDbStorage } from "../src/indexed-db.ts";
import { createAsyncStorage, createFolderStorage, type OutboxStorage } from "../src/node.ts";
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
    folder = testFolder();
  });
  describeStorage(async () => createFolderStorage(join(folder, "new", "surveys")));
});

describe("the IndexedDB storage", () => {
  let name: string;
  beforeEach(() => {
    name = randomUUID();
  });
  describeStorage(async () => createIndexedDbStorage({ name }));
});

describe("the storage on React Native's AsyncStorage", () => {
  let items: Map<string, string>;
  beforeEach(() => {
    items = new Map([["someone else's", "item"]]);
  });
  afterEach(() => expect(items.get("someone else's")).toBe("item"));
  const asyncStorage = {
    getItem: async (key: string) => items.get(key) ?? null,
    setItem: async (key: string, value: string) => void items.set(key, value),
    removeItem: async (key: string) => void items.delete(key),
    getAllKeys: async () => [...items.keys()],
  };
  describeStorage(async () => createAsyncStorage(asyncStorage));
});
