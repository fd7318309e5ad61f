import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { aSurvey } from "@lab/testing/survey";
import { expect, it, onTestFinished, vi } from "vitest";
import { clientOfIdentityPool } from "../examples/cognito-credentials.ts";
import { clientOfVendedCredentials } from "../examples/vended-credentials.ts";
import { startScriptedSqs } from "./scripted-sqs.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

async function queue() {
  const sqs = await startScriptedSqs();
  onTestFinished(sqs.close);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", sqs.endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  return sqs;
}

const expiration = Date.UTC(2100, 0);

it("sends with vended credentials, and asks for them once", async () => {
  const sqs = await queue();
  let asked = 0;
  const url = await serve((_, response) => {
    asked++;
    const credentials = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" };
    response.end(JSON.stringify({ ...credentials, expiration: new Date(expiration) }));
  });
  const client = clientOfVendedCredentials(sqs.queueUrl, url);
  onTestFinished(() => client.close());
  expect(await client.send(aSurvey())).toMatchObject({ status: "sent" });
  expect(await client.send(aSurvey())).toMatchObject({ status: "sent" });
  expect(asked).toBe(1);
});

it("keeps a survey when the vending service gives no credentials", async () => {
  const sqs = await queue();
  const url = await serve((_, response) => void response.writeHead(503).end());
  const client = clientOfVendedCredentials(sqs.queueUrl, url);
  onTestFinished(() => client.close());
  const outcome = await client.send(aSurvey());
  expect(outcome).toMatchObject({ status: "failed", retryable: true });
  expect(outcome).toMatchObject({ message: expect.stringContaining("answered 503") });
  expect(sqs.requests).toEqual([]);
});

it("sends with the credentials of a Cognito identity pool", async () => {
  const sqs = await queue();
  const asked: unknown[] = [];
  const cognito = await serve((request, response) => {
    asked.push(request.headers["x-amz-target"]);
    response.setHeader("content-type", "application/x-amz-json-1.1");
    const Credentials = {
      AccessKeyId: "ASIA",
      SecretKey: "secret",
      SessionToken: "token",
      Expiration: expiration / 1_000,
    };
    response.end(JSON.stringify({ IdentityId: "eu-central-1:identity", Credentials }));
  });
  vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY", cognito);
  const client = clientOfIdentityPool(sqs.queueUrl, "eu-central-1:12345678-1234-1234-1234-123456789012");
  onTestFinished(() => client.close());
  expect(await client.send(aSurvey())).toMatchObject({ status: "sent" });
  expect(asked).toEqual([
    "AWSCognitoIdentityService.GetId",
    "AWSCognitoIdentityService.GetCredentialsForIdentity",
  ]);
});

it.each(["cognito-credentials", "vended-credentials"])("the README quotes %s as it is", async (name) => {
  const folder = join(import.meta.dirname, "..");
  const example = await readFile(join(folder, `examples/${name}.ts`), "utf8");
  expect(await readFile(join(folder, "README.md"), "utf8")).toContain(`\`\`\`ts\n${example}\`\`\``);
});
