import "fake-indexeddb/auto";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import { aSurvey } from "@lab/testing/survey";
import { afterEach, expect, it, vi } from "vitest";
import { readOutboxView } from "../src/sending/outbox-view.ts";
import { forgetDevice } from "../src/study/forget-device.ts";
import { createKnownStudies } from "../src/study/known-studies.ts";
import { createReceipts } from "../src/study/receipts.ts";
import { studyNames } from "../src/study/storage-names.ts";

const FOLDER = "/sleep/";
const QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/sleep";

afterEach(() => vi.unstubAllGlobals());

/** A browser with this page's worker and caches, and another page's. */
function browser(unregister: () => Promise<boolean>) {
  const names = new Set(["page /sleep/ 1", "page /stress/ 1"]);
  const other = vi.fn(async () => true);
  const registrations = [
    { scope: "https://lab.example/stress/", unregister: other },
    { scope: "https://lab.example/sleep/", unregister },
  ];
  vi.stubGlobal("__CACHE_PREFIX__", "page ");
  vi.stubGlobal("location", new URL("https://lab.example/sleep/"));
  vi.stubGlobal("navigator", { serviceWorker: { getRegistrations: async () => registrations } });
  vi.stubGlobal("caches", {
    keys: async () => [...names],
    delete: async (name: string) => names.delete(name),
  });
  return { names, other };
}

it("removes everything of the page also when the browser does not get to its worker", async () => {
  const { names, other } = browser(() => new Promise(() => undefined));
  await createKnownStudies(FOLDER).remember({ queueUrl: QUEUE_URL });
  await forgetDevice(FOLDER, [QUEUE_URL], 1);
  expect([...names]).toEqual(["page /stress/ 1"]);
  expect(other).not.toHaveBeenCalled();
  expect(await indexedDB.databases()).toEqual([]);
});

it("removes the files of a worker that was being installed once it goes", async () => {
  const { promise: installed, resolve: install } = Promise.withResolvers<boolean>();
  const { names } = browser(() => installed);
  await forgetDevice(FOLDER, [QUEUE_URL], 1);
  names.add("page /sleep/ 2");
  install(true);
  await vi.waitFor(() => expect([...names]).toEqual(["page /stress/ 1"]));
});

it.each([1, 2])(
  "calls nothing sent that it has removed, where it is cut short after %i databases",
  async (after) => {
    browser(async () => true);
    const names = studyNames(FOLDER, QUEUE_URL);
    const receipts = createReceipts(names.receipts);
    const storage = createIndexedDbStorage({ name: names.outbox });
    const id = "0001092821120000.json";
    await receipts.keep({ id, code: "3F9A-2C81-D07E", submittedAt: "2021-09-28T10:00:00Z" });
    await storage.add(id, JSON.stringify(aSurvey()));

    const { deleteDatabase } = indexedDB;
    let removed = 0;
    vi.spyOn(indexedDB, "deleteDatabase").mockImplementation((name) => {
      if (removed === after) throw new DOMException("the browser was killed");
      removed += 1;
      return deleteDatabase.call(indexedDB, name);
    });
    await expect(forgetDevice(FOLDER, [QUEUE_URL])).rejects.toThrow("killed");
    expect((await readOutboxView(storage, receipts)).sent).toBe(0);

    vi.restoreAllMocks();
    await forgetDevice(FOLDER, [QUEUE_URL]);
    expect(await indexedDB.databases()).toEqual([]);
  },
);

it("waits for the worker before the caches, which it would fill again", async () => {
  const steps: string[] = [];
  const { names } = browser(async () => {
    steps.push([...names].join());
    return true;
  });
  await forgetDevice(FOLDER, [QUEUE_URL], 60_000);
  expect(steps).toEqual(["page /sleep/ 1,page /stress/ 1"]);
  expect([...names]).toEqual(["page /stress/ 1"]);
});
