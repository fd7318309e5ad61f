import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readStackState, waitUntilDrained } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evening1 } from "./evening-1.ts";
import { copyRepository, type LabCloud, type LabRepository } from "./lab-repository.ts";
import { createScratchApp } from "./scratch-app.ts";

let lab: LabRepository;
let cloud: LabCloud;
let tarballs: readonly string[];

beforeAll(async () => {
  lab = await copyRepository();
  await lab.labSurvey("questionnaire", "new", "evening");
  await copyFile(
    join(import.meta.dirname, "evening-1.ts"),
    join(lab.folder, "packages/study/src/evening-1.ts"),
  );
  await lab.labSurvey("questionnaire", "check");
  await lab.labSurvey("questionnaire", "publish", "evening@1", "--yes");
  await lab.build();
  [tarballs, cloud] = await Promise.all([lab.pack(), lab.startCloud()]);
}, 180_000);
afterAll(() => cloud[Symbol.asyncDispose]());

const vite = join(import.meta.dirname, "../../node_modules/vite/bin/vite.js");
const fakeIndexedDb = createRequire(import.meta.url).resolve("fake-indexeddb/auto");
const idle = { waiting: 0, refused: 0, flushing: false };

/** What an app outside of Node needs to know to send. */
function connection(): string {
  const { variables } = cloud;
  return JSON.stringify({
    queueUrl: variables.SURVEY_QUEUE_URL,
    endpoint: variables.AWS_ENDPOINT_URL_SQS,
    region: variables.AWS_REGION,
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID,
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
    },
  });
}

async function settledState() {
  await waitUntilDrained(cloud.stack, { timeout: 60_000, interval: 50 });
  return await readStackState(cloud.stack);
}

/** One survey of the evening, as `make-survey.ts` makes it, is in the bucket and the ledger, and is shown and counted. */
async function expectEvening(user_id: string, id: string): Promise<void> {
  const state = await settledState();
  const { timestamp, time_elapsed, questionnaire, ...others } = JSON.parse(state.surveys.get(id) ?? "{}");
  const { user_id: sender, ...answers } = others;
  expect([id, sender, questionnaire]).toEqual([`${user_id}${timestamp}.evening.json`, user_id, "evening@1"]);
  expect(Object.keys(answers)).toEqual(evening1.items.map(({ name }) => name));
  expect(state.submissions.filter((submission) => submission.user_id === user_id)).toEqual([
    expect.objectContaining({ object_key: id, questionnaire: "evening", version: 1, time_elapsed }),
  ]);
  expect(state.participants).toContainEqual(
    expect.objectContaining({ user_id, num_submission: 1, evening_version: 1, evening_answers: answers }),
  );
}

describe("an app with a questionnaire of its own, which has the packed packages", () => {
  it("sends typed surveys from Node, and what the client does not know is judged by the stack", async () => {
    await using app = await createScratchApp("node", "npm", tarballs);
    await app.compile();
    const printed = await app.node(["dist/send.js"], cloud.variables);
    const [, id = ""] = /^(.*): 1 sent, 0 waiting\n$/.exec(printed) ?? [];
    await expectEvening("0001", id);
    expect(await lab.labSurvey("reconcile")).toContain("Buckets and tables agree.");

    await writeFile(join(app.folder, "survey.json"), surveyText({ user_id: "node-app" }));
    const unknown = surveyText({ user_id: "node-app", questionnaire: "weekly@1" });
    const args = [cloud.stack.outputs.queueUrl, "survey.json", "outbox", unknown];
    expect(JSON.parse(await app.node(["dist/main.js", ...args], cloud.variables))).toEqual({
      status: 200,
      refusal: expect.stringContaining("calm"),
      sent: 1,
      ...idle,
    });
    const { surveys, rejected } = await settledState();
    expect(surveys.has("node-app092821120000.json")).toBe(true);
    expect([...rejected.values()]).toEqual([
      expect.objectContaining({
        body: unknown,
        reasons: [{ code: "unknown_questionnaire", questionnaire: "weekly@1" }],
      }),
    ]);
  });

  it("does not compile with a name or an answer that the questionnaire does not have", async () => {
    await using app = await createScratchApp("node", "pnpm", tarballs);
    const right = await readFile(join(app.folder, "src/make-survey.ts"), "utf8");
    const mistakes = {
      name: ["calm: 70", "clam: 70", "'clam' does not exist in type"],
      number: ["calm: 70", 'calm: "very"', "Type 'string' is not assignable to type 'number'."],
      choice: [
        '"friends"',
        '"dog"',
        `Type '"dog"' is not assignable to type '"nobody" | "family" | "friends"'.`,
      ],
      version: ["evening@1", "evening@2", `Type '"evening@2"' is not assignable to type '"evening@1"'.`],
      missing: ["    pain: 0,\n", "", "Property 'pain' is missing in type"],
    } as const;
    for (const [name, [from, to]] of Object.entries(mistakes)) {
      await writeFile(join(app.folder, `src/${name}.ts`), right.replace(from, to));
    }
    const output = await app.compile().then(
      () => "",
      (error: Error) => error.message,
    );
    const found = [...output.matchAll(/src\/(\w+)\.ts\(.*\): error TS\d+: (.*(?:\n {2}.*)*)/g)];
    expect(found.map(([, name, text]) => [name, text]).sort()).toEqual(
      Object.entries(mistakes)
        .map(([name, [, , text]]) => [name, expect.stringContaining(text)])
        .sort(),
    );
  });

  it("sends from a browser, built by Vite for production", async () => {
    await using app = await createScratchApp("vite", "pnpm", tarballs);
    await app.compile();
    await app.node([vite, "build"], { CONNECTION: connection() });
    const scripts = (await readdir(join(app.folder, "dist/assets"))).map((name) => join("dist/assets", name));
    for (const script of scripts) {
      const code = await readFile(join(app.folder, script), "utf8");
      expect(code).not.toMatch(/from\s*["']node:|__vite-browser-external/);
    }
    const main = scripts.find((script) => script.includes("index-"));
    const { id, ...result } = JSON.parse(await app.node(["--import", fakeIndexedDb, main ?? ""]));
    expect(result).toEqual({ sent: 1, ...idle });
    await expectEvening("vite-app", id);
  });

  it("sends from React Native, bundled by Metro with React Native's configuration", {
    timeout: 300_000,
  }, async () => {
    await using app = await createScratchApp("react-native", "pnpm, hoisted", tarballs);
    await app.compile();
    await mkdir(join(app.folder, "build"));
    // Not minified, as React Native's own build does it for its engine Hermes. It takes half the time.
    const metro = ["build", "src/main.ts", "--out", "build/main.js", "--platform", "android", "--no-minify"];
    await app.node(["node_modules/metro/src/cli.js", ...metro, "--config", "metro.config.js"]);
    const host = join(import.meta.dirname, "react-native-host.ts");
    const { id, ...result } = JSON.parse(await app.node([host, "build/main.js", connection()]));
    expect(result).toEqual({ sent: 1, ...idle });
    await expectEvening("react-native-app", id);
  });
});
