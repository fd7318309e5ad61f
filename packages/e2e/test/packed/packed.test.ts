import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyOf, type Pipeline, startPipeline } from "../pipeline.ts";
import { createScratchApp, packPackages } from "./scratch-app.ts";

let pipeline: Pipeline;
let packed: Awaited<ReturnType<typeof packPackages>>;

beforeAll(async () => {
  packed = await packPackages();
  pipeline = await startPipeline();
});
afterAll(async () => {
  await pipeline[Symbol.asyncDispose]();
});

const vite = join(import.meta.dirname, "../../node_modules/vite/bin/vite.js");
const fakeIndexedDb = createRequire(import.meta.url).resolve("fake-indexeddb/auto");

/** What an app outside of Node needs to know to send. */
function connection() {
  const { cloud, stack } = pipeline;
  const { queueUrl } = stack.outputs;
  return JSON.stringify({
    queueUrl,
    endpoint: cloud.endpoints.sqs,
    region: cloud.region,
    credentials: cloud.credentials,
  });
}

/** Exactly these surveys of the participant are in the bucket and the ledger, and are counted. */
async function expectArrived(user_id: string, texts: readonly string[]) {
  const { state } = await pipeline.settle();
  const keys = texts.map(keyOf).sort();
  expect([...state.surveys.keys()].filter((key) => key.startsWith(user_id)).sort()).toEqual(keys);
  expect(state.submissions.filter((submission) => submission.user_id === user_id)).toHaveLength(texts.length);
  expect(state.participants).toContainEqual(
    expect.objectContaining({ user_id, num_submission: texts.length }),
  );
}

describe("the packed client, installed with npm", () => {
  it("sends from a Node app", async () => {
    await using app = await createScratchApp("node", packed.tarballs);
    await app.compile();
    const surveys = ["092821120000", "092821120001"].map((timestamp) =>
      surveyText({ user_id: "node-app", timestamp }),
    );
    const [first = "", second = ""] = surveys;
    await writeFile(join(app.folder, "survey.json"), first);
    const { queueUrl } = pipeline.stack.outputs;
    const printed = await app.node(
      ["dist/main.js", queueUrl, "survey.json", "outbox", second],
      pipeline.cloud.environment,
    );
    expect(JSON.parse(printed)).toEqual({ status: 200, sent: 1, waiting: 0, refused: 0, flushing: false });
    await expectArrived("node-app", surveys);
  });

  it("sends from a browser app, built by Vite for production", async () => {
    await using app = await createScratchApp("vite", packed.tarballs);
    await app.compile();
    const survey = surveyText({ user_id: "vite-app" });
    await app.node([vite, "build"], { CONNECTION: connection(), SURVEY: survey });
    const scripts = (await readdir(join(app.folder, "dist/assets"))).map((name) => join("dist/assets", name));
    for (const script of scripts) {
      const code = await readFile(join(app.folder, script), "utf8");
      expect(code).not.toMatch(/from\s*["']node:|__vite-browser-external/);
    }
    const main = scripts.find((script) => script.includes("index-"));
    const printed = await app.node(["--import", fakeIndexedDb, main ?? ""]);
    expect(JSON.parse(printed)).toEqual({ sent: 1, waiting: 0, refused: 0, flushing: false });
    await expectArrived("vite-app", [survey]);
  });

  it("sends from a React Native app, bundled by Metro with React Native's configuration", {
    timeout: 300_000,
  }, async () => {
    await using app = await createScratchApp("react-native", packed.tarballs);
    await app.compile();
    const survey = surveyText({ user_id: "react-native-app" });
    await mkdir(join(app.folder, "build"));
    const metro = ["build", "src/main.ts", "--out", "build/main.js", "--platform", "android"];
    await app.node(["node_modules/metro/src/cli.js", ...metro, "--config", "metro.config.js"]);
    const host = join(import.meta.dirname, "react-native-host.ts");
    const printed = await app.node([host, "build/main.js", connection(), survey]);
    expect(JSON.parse(printed)).toEqual({ sent: 1, waiting: 0, refused: 0, flushing: false });
    await expectArrived("react-native-app", [survey]);
  });
});
