import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { forgetDevice } from "../src/study/forget-device.ts";
import { createKnownStudies } from "../src/study/known-studies.ts";

const FOLDER = "/sleep/";
const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/sleep";

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
  await createKnownStudies(FOLDER).remember({ queueUrl });
  await forgetDevice(FOLDER, [queueUrl], 1);
  expect([...names]).toEqual(["page /stress/ 1"]);
  expect(other).not.toHaveBeenCalled();
  expect(await indexedDB.databases()).toEqual([]);
});

it("waits for the worker before the caches, which it would fill again", async () => {
  const steps: string[] = [];
  const { names } = browser(async () => {
    steps.push([...names].join());
    return true;
  });
  await forgetDevice(FOLDER, [queueUrl], 60_000);
  expect(steps).toEqual(["page /sleep/ 1,page /stress/ 1"]);
  expect([...names]).toEqual(["page /stress/ 1"]);
});
