import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { testFolder } from "@lab/testing";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleDirectory } from "../../src/deployment.ts";

// Loads the bundle as Lambda does, and gives it one survey.
const INVOKE = `
  const { handler } = require(process.argv[1]);
  const body = '{"user_id":"0001","timestamp":"092821120000","time_elapsed":5,"q1":4,"q2":1,"q3":1,"q4":1,"q5":3,"freetext":"private thoughts"}';
  const attributes = { SentTimestamp: "1632830400000", ApproximateReceiveCount: "1", SenderId: "A" };
  const record = { messageId: "m1", receiptHandle: "r1", body, attributes, messageAttributes: {} };
  handler({ Records: [record] }, { getRemainingTimeInMillis: () => 10_000 })
    .then(({ batchItemFailures }) => console.log(JSON.stringify({ batchItemFailures })));
`;

/** The bundle as Lambda unpacks it, in a folder that knows nothing of this package. */
let unpacked: string;
beforeAll(async () => {
  unpacked = testFolder();
  await cp(bundleDirectory, unpacked, { recursive: true });
});

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server !== undefined) await once(server, "close");
});

/** An endpoint where S3 is broken and SQS answers as told. */
async function startServices(answerOfSqs: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    if (request.headers["x-amz-target"] !== undefined) return answerOfSqs(request, response);
    request.resume();
    response.writeHead(403, { "content-type": "application/xml", "x-amz-request-id": "s3-request" });
    return response.end("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the services have no port");
  return `http://127.0.0.1:${address.port}`;
}

async function logOf(endpoint: string, queueEndpoint = endpoint) {
  const environment = {
    PATH: process.env.PATH,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_SQS: queueEndpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_MAX_ATTEMPTS: "1",
    QUEUE_URL: `${queueEndpoint}/000000000000/surveys`,
    SURVEYS_BUCKET_NAME: "surveys",
    REJECTED_BUCKET_NAME: "rejected",
    PARTICIPANTS_TABLE_NAME: "participants",
    SUBMISSIONS_TABLE_NAME: "submissions",
    SENDERS: "trusted-app",
    POWERTOOLS_SERVICE_NAME: "survey-processor",
    POWERTOOLS_METRICS_NAMESPACE: "SurveyPipeline",
  };
  const child = spawn(process.execPath, ["-e", INVOKE, join(unpacked, "index.js")], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = (await Promise.all([child.stdout, child.stderr].map((stream) => text(stream)))).join("");
  expect(output).not.toContain("private thoughts");
  const lines: unknown[] = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
  return lines;
}

const UNCHANGED = "failed surveys come back after the visibility timeout";

describe("the function's bundle", () => {
  it("has nothing of the codebooks, which are for whoever reads the data", async () => {
    const map = await readFile(join(unpacked, "index.js.map"), "utf8");
    expect(map).toContain("survey-schema/src/judge/");
    expect(map).not.toContain("/codebook/");
  });

  it("has no JSON Schema, which is for whoever writes an app", async () => {
    const code = await readFile(join(unpacked, "index.js"), "utf8");
    expect(code).toContain("Europe/Berlin");
    expect(code).not.toContain("json-schema.org");
  });
});

describe("the function's bundle, when a survey failed", () => {
  it("says why S3 refused it", async () => {
    const lines = await logOf(
      await startServices((_request, response) => response.end('{"Successful":[],"Failed":[]}')),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: "survey goes back to the queue",
        error: "AccessDenied",
        error_message: "Access Denied",
        request_id: "s3-request",
      }),
    );
    expect(lines).not.toContainEqual(expect.objectContaining({ message: UNCHANGED }));
  });

  it("says with which codes SQS would not put it off", async () => {
    const failed = [{ Id: "0", Code: "ReceiptHandleIsInvalid", SenderFault: true }];
    const lines = await logOf(
      await startServices((_request, response) => {
        response.setHeader("content-type", "application/x-amz-json-1.0");
        response.end(JSON.stringify({ Successful: [], Failed: failed }));
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: UNCHANGED,
        error: "VisibilityUnchangedError",
        error_code: "VISIBILITY_UNCHANGED",
        error_message: "SQS did not change the visibility of 1 messages: ReceiptHandleIsInvalid",
      }),
    );
  });

  it("says why SQS refused the request", async () => {
    const lines = await logOf(
      await startServices((_request, response) => {
        response.writeHead(400, {
          "content-type": "application/x-amz-json-1.0",
          "x-amzn-requestid": "sqs-request",
        });
        response.end('{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"There is no such queue."}');
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: UNCHANGED,
        error: "QueueDoesNotExist",
        error_message: "There is no such queue.",
        request_id: "sqs-request",
      }),
    );
  });

  it("says that SQS could not be reached, and where that was noticed", async () => {
    const endpoint = await startServices((_request, response) => response.end());
    const lines = await logOf(endpoint, "http://127.0.0.1:1");
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: UNCHANGED,
        error: "Error",
        error_code: "ECONNREFUSED",
        thrown_at: expect.stringMatching(/^at /),
      }),
    );
  });
});
