import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../build/content-security-policy.ts";
import { readSurveyConfig } from "../build/survey-config-file.ts";

const QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";
const connectSrc = (policy: string) => /connect-src ([^;]*)/.exec(policy)?.[1];

describe("the page's policy", () => {
  it("lets it reach its web server, the queue's origin and the vending endpoint's, and nothing else", () => {
    const config = { queueUrl: QUEUE_URL, credentialsUrl: "https://credentials.lab.example/credentials" };
    expect(connectSrc(contentSecurityPolicy(config))).toBe(
      "'self' https://sqs.eu-central-1.amazonaws.com https://credentials.lab.example",
    );
    expect(connectSrc(contentSecurityPolicy({ queueUrl: QUEUE_URL, credentialsUrl: "credentials" }))).toBe(
      "'self' https://sqs.eu-central-1.amazonaws.com",
    );
    const earlier = ["https://sqs.eu-west-1.amazonaws.com", QUEUE_URL];
    expect(connectSrc(contentSecurityPolicy({ queueUrl: QUEUE_URL, alsoConnectTo: earlier }))).toBe(
      "'self' https://sqs.eu-central-1.amazonaws.com https://sqs.eu-west-1.amazonaws.com",
    );
    expect(
      connectSrc(contentSecurityPolicy({ queueUrl: QUEUE_URL, endpoint: "http://127.0.0.1:4566" })),
    ).toBe("'self' http://127.0.0.1:4566");
    expect(connectSrc(contentSecurityPolicy(undefined))).toBe("'self'");
  });

  it("allows nothing that is not named, and nothing inline", () => {
    const policy = contentSecurityPolicy(undefined);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
  });

  it("is, word for word, the one that the README gives web servers", async () => {
    const credentialsUrl = "https://credentials.lab.example/credentials";
    const readme = await readFile(join(import.meta.dirname, "../README.md"), "utf8");
    const header = /^Content-Security-Policy: (.*); frame-ancestors 'none'$/m.exec(readme)?.[1];
    expect(contentSecurityPolicy({ queueUrl: QUEUE_URL, credentialsUrl })).toBe(header);
  });
});

describe("the configuration that a page is built for", () => {
  it("is the file in the page's folder, or none; another file is an error that names it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "config-"));
    expect(readSurveyConfig(folder)).toBeUndefined();
    const path = join(folder, "survey-config.json");
    await writeFile(path, JSON.stringify({ queueUrl: QUEUE_URL }));
    expect(readSurveyConfig(folder)).toEqual({ queueUrl: QUEUE_URL });
    await writeFile(path, JSON.stringify({ queue: QUEUE_URL }));
    expect(() => readSurveyConfig(folder)).toThrow(path);
    await rm(folder, { recursive: true });
  });
});
