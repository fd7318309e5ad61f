import { once } from "node:events";
import { createServer } from "node:http";
import { aSurvey } from "@lab/testing/survey";
import { expect, it, onTestFinished, vi } from "vitest";
import { createSurveyClient } from "../src/index.ts";

it("gives up on a reply that stalls after its first bytes, and does not report the survey as sent", async () => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": 100 });
      response.write('{"Successful":[');
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  onTestFinished(() => void vi.unstubAllEnvs());
  const endpoint = `http://127.0.0.1:${address.port}`;
  const client = createSurveyClient({
    queueUrl: `${endpoint}/000000000000/surveys`,
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  onTestFinished(() => client.close());
  expect(await client.send(aSurvey())).toMatchObject({ status: "failed", code: "network", retryable: true });
}, 40_000);
