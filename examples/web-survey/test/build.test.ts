import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { build, preview } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { cachePageOffline } from "../build/cache-page-offline.ts";
import { protectPage } from "../build/protect-page.ts";
import { serveSurveyConfig } from "../build/serve-survey-config.ts";

let folder: string;
beforeAll(async () => {
  folder = testFolder();
});

/** Builds a page of one line with the real service worker. @returns the files, and the worker's and the page's text. */
async function built(
  page: string,
  config?: object,
): Promise<{ files: string[]; worker: string; html: string }> {
  const root = await mkdtemp(join(folder, "page-"));
  const source = join(import.meta.dirname, "../src/service-worker");
  await cp(source, join(root, "src/service-worker"), { recursive: true });
  await cp(join(import.meta.dirname, "../public"), join(root, "public"), { recursive: true });
  await writeFile(join(root, "index.html"), page);
  await writeFile(join(root, "main.js"), "document.title = 'hello';");
  if (config !== undefined) await writeFile(join(root, "survey-config.json"), JSON.stringify(config));
  const plugins = [protectPage(), cachePageOffline()];
  await build({ root, configFile: false, base: "./", logLevel: "silent", plugins });
  const entries = await readdir(join(root, "dist"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const read = (name: string) => readFile(join(root, "dist", name), "utf8");
  return { files, worker: await read("service-worker.js"), html: await read("index.html") };
}

const PAGE =
  '<!doctype html><html><head><title>Survey</title></head><script type="module" src="./main.js"></script>';

describe("the service worker", () => {
  it("is told every file of the page but itself", async () => {
    const { files, worker } = await built(PAGE);
    expect(files).toContain("index.html");
    expect(files).toContain("icon.svg");
    expect(files.filter((file) => !worker.includes(`${file}"`))).toEqual(["service-worker.js"]);
    expect(worker).not.toMatch(/__PAGE_|^export /m);
  });

  it("is another one when the page changes, and the same when it does not", async () => {
    const { worker } = await built(PAGE);
    expect((await built(PAGE)).worker).toBe(worker);
    expect((await built(PAGE.replace("Survey", "Study"))).worker).not.toBe(worker);
  });
});

describe("a page that is built for a queue", () => {
  const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";

  it("may reach this queue, and has its configuration beside it, which no cache keeps", async () => {
    const { files, worker, html } = await built(PAGE, { queueUrl });
    expect(html).toMatch(/<head>\s*<meta http-equiv="Content-Security-Policy"/);
    expect(html).toMatch(/connect-src \S+self\S+ https:\/\/sqs\.eu-central-1\.amazonaws\.com;/);
    expect(files).toContain("survey-config.json");
    expect(worker).not.toContain("survey-config.json");
  });

  it("is another version for another queue, and one for no queue reaches none", async () => {
    const one = await built(PAGE, { queueUrl });
    const other = await built(PAGE, { queueUrl: queueUrl.replace("central", "west") });
    expect(other.worker).not.toBe(one.worker);
    const { files, html } = await built(PAGE);
    expect(files).not.toContain("survey-config.json");
    expect(html).not.toContain("https:");
  });

  it("is not built for what is no configuration", async () => {
    await expect(built(PAGE, { queue: queueUrl })).rejects.toThrow("survey-config.json");
  });
});

describe("survey-config.json of a local cloud", () => {
  it("follows the local cloud: where to send, or that there is none yet", async () => {
    const envFile = join(folder, ".env.local");
    await using server = await servedWith(envFile);
    const absent = await fetch(server.url);
    expect(absent.status).toBe(503);
    expect(await absent.text()).toContain("npm run dev");

    await writeFile(envFile, "LOCAL_CLOUD=http://127.0.0.1:1/gone\n");
    const { message } = await (await fetch(server.url)).json();
    expect(message).toMatch(
      /^There is no local cloud to send to\. The local cloud that wrote \.env\.local does not run any more/,
    );

    const queueUrl = "http://127.0.0.1:4566/000000000000/surveys";
    const variables = {
      SURVEY_QUEUE_URL: queueUrl,
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(envFile, lines.join(""));
    expect(await (await fetch(server.url)).json()).toEqual({
      queueUrl,
      region: "eu-central-1",
      endpoint: "http://127.0.0.1:4566",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });

    const credentialsUrl = "http://127.0.0.1:8080/";
    await writeFile(envFile, [...lines, `SURVEY_CREDENTIALS_URL=${credentialsUrl}\n`].join(""));
    const config = await (await fetch(server.url)).json();
    expect(config).toMatchObject({ queueUrl, credentialsUrl });
    expect(config).not.toHaveProperty("credentials");
  });
});

async function servedWith(envFile: string) {
  const root = await mkdtemp(join(folder, "served-"));
  await cp(join(import.meta.dirname, "../public"), join(root, "dist"), { recursive: true });
  const plugins = [serveSurveyConfig(envFile)];
  const server = await preview({
    root,
    configFile: false,
    logLevel: "silent",
    preview: { host: "127.0.0.1", port: 0 },
    plugins,
  });
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { url: `${url}survey-config.json`, [Symbol.asyncDispose]: () => server.close() };
}
