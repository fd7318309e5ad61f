import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { undeliveredSurveySchema } from "@lab/survey-schema";
import { afterEach, describe, expect, it } from "vitest";
import { getItems } from "../src/contents/get-items.ts";
import { readObject } from "../src/contents/read-objects.ts";
import { listRejected, rejudgeSurvey, type Stack } from "../src/index.ts";
import { moveToRedriven } from "../src/redrive/undelivered-bucket.ts";
import { explainFailure } from "../src/stack/failed-request.ts";
import { namingFailures } from "../src/stack/service-failed-error.ts";
import { TriggerNotResumedError } from "../src/trigger/trigger-errors.ts";
import { aStack } from "./a-stack.ts";

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

let closing = new AsyncDisposableStack();
afterEach(async () => {
  await closing.disposeAsync();
  closing = new AsyncDisposableStack();
});

/** A stack whose services answer so, one after the other; the last answer is repeated. */
async function stackThatAnswers(...handlers: readonly Handler[]): Promise<Stack> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => handlers[Math.min(asked++, handlers.length - 1)]?.(response, request));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const stack = aStack({ endpoint: `http://127.0.0.1:${port}` });
  closing.defer(() => {
    stack.close();
    server.closeAllConnections();
    server.close();
  });
  return stack;
}

const BODY = '{"all":"of it"}';
const whole: Handler = (response) => response.end(BODY);
const hangUp: Handler = (_, request) => request.socket.destroy();
const begin = (response: ServerResponse, then: () => void) =>
  response.writeHead(200, { "content-length": BODY.length }).write(BODY.slice(0, 5), then);
const half: Handler = (response, request) => begin(response, () => request.socket.destroy());
const stall: Handler = (response) => begin(response, () => undefined);
const refuse: Handler = (response) =>
  response.writeHead(403).end("<Error><Code>AccessDenied</Code><Message>you may not</Message></Error>");

const anUndelivered = undeliveredSurveySchema.parse({
  message: {
    messageId: "m1",
    body: "{}",
    attributes: {
      SentTimestamp: "0",
      SenderId: "AIDA",
      ApproximateReceiveCount: "200",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn",
    awsRegion: "eu-central-1",
  },
  format: 1,
  archived_at: "2026-11-24T20:14:36.000Z",
});

const failureOf = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => undefined,
    (error: unknown) => error,
  );
const read = (stack: Stack) => readObject(stack.s3, "bucket", "key");

describe("the body of an object", () => {
  it("is asked for again when it is cut in the middle", async () => {
    expect(await read(await stackThatAnswers(half, half, whole))).toBe(BODY);
  });

  it("is given up when it is cut again and again, and the error says what was asked for", async () => {
    const stack = await stackThatAnswers(half);
    expect(explainFailure(await failureOf(() => read(stack)))).toBe("S3's GetObject failed: aborted");
  });
});

describe("a reply that stops in the middle", () => {
  it("is given up and asked for again, whichever service it is", { timeout: 90_000 }, async () => {
    const [s3, dynamodb, sqs, lambda] = await Promise.all([
      stackThatAnswers(stall, whole),
      stackThatAnswers(stall, (response) => response.end('{"Item":{"user_id":{"S":"p"}}}')),
      stackThatAnswers(stall, (response) => response.end('{"Attributes":{"QueueArn":"arn"}}')),
      stackThatAnswers(stall, (response) => response.end('{"EventSourceMappings":[]}')),
    ]);
    const replies = await Promise.all([
      read(s3),
      dynamodb.dynamodb.send(new GetCommand({ TableName: "table", Key: { user_id: "p" } })),
      sqs.sqs.send(new GetQueueAttributesCommand({ QueueUrl: "http://queue" })),
      lambda.lambda.send(new ListEventSourceMappingsCommand({})),
    ]);
    expect(replies).toMatchObject([
      BODY,
      { Item: { user_id: "p" } },
      { Attributes: { QueueArn: "arn" } },
      { EventSourceMappings: [] },
    ]);
  });
});

describe("a command that a service fails", () => {
  it("says which service and request, how often it was tried, that nothing is lost, and what to do", async () => {
    const stack = await stackThatAnswers(hangUp);
    const error = await failureOf(() => namingFailures(() => read(stack)));
    expect(error).toMatchObject({ name: "ServiceFailedError", code: "SERVICE_FAILED" });
    expect(explainFailure(error)).toMatch(
      /^S3's GetObject failed, tried 3 times: \w*Error: .*hang up\. .*No survey is lost.*run the command again/,
    );
  });

  it("says it in one line, also where the SDK has more to say to programmers", async () => {
    const stack = await stackThatAnswers(half);
    const get = () => stack.dynamodb.send(new GetCommand({ TableName: "table", Key: { user_id: "p" } }));
    const error = await failureOf(() => namingFailures(get));
    expect(explainFailure(error)).toMatch(
      /^DynamoDB's GetItem failed, tried \d times: aborted\. So the command/,
    );
  });

  it("says why it was refused, which is not tried again", async () => {
    const stack = await stackThatAnswers(refuse);
    const error = await failureOf(() => namingFailures(() => read(stack)));
    expect(explainFailure(error)).toMatch(/^S3's GetObject failed: AccessDenied: you may not\. /);
  });

  it("quotes nothing of a reply that is no JSON, which may hold answers", async () => {
    const stack = await stackThatAnswers((response) => response.end('{"Item":{"freetext":{"S":secret}}}'));
    const get = () => stack.dynamodb.send(new GetCommand({ TableName: "table", Key: { user_id: "p" } }));
    const error = await failureOf(() => namingFailures(get));
    expect(explainFailure(error)).toMatch(/^DynamoDB's GetItem failed: the reply cannot be read\. /);
  });

  it("keeps every other error as it is", async () => {
    const error = new Error("The trigger is away.");
    expect(await failureOf(() => namingFailures(() => Promise.reject(error)))).toBe(error);
  });

  it("names the request that kept the trigger off", async () => {
    const stack = await stackThatAnswers(hangUp);
    const list = () => stack.lambda.send(new ListEventSourceMappingsCommand({}));
    const { message } = new TriggerNotResumedError(await failureOf(list));
    expect(message).toMatch(/\(Lambda's ListEventSourceMappings failed, tried 3 times: .*hang up\)/);
  });
});

describe("items that DynamoDB leaves out of an answer", () => {
  it("are asked for again", async () => {
    const item = (id: string) => ({ user_id: { S: id } });
    const answer =
      (reply: object): Handler =>
      (response) =>
        response.end(JSON.stringify(reply));
    const stack = await stackThatAnswers(
      answer({ Responses: { table: [item("a")] }, UnprocessedKeys: { table: { Keys: [item("b")] } } }),
      answer({ Responses: { table: [item("b")] }, UnprocessedKeys: {} }),
    );
    const items = await getItems(stack.dynamodb, "table", [{ user_id: "a" }, { user_id: "b" }]);
    expect(items).toEqual([{ user_id: "a" }, { user_id: "b" }]);
  });
});

describe("a rejected survey that is gone since it was listed", () => {
  const gone: Handler = (response) =>
    response.writeHead(404).end("<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>");
  const key = "2021-09-28/m1.json";

  it("is missing, when it is to be judged again", async () => {
    const asked: string[] = [];
    const stack = await stackThatAnswers((response, request) => {
      asked.push(request.method ?? "");
      gone(response, request);
    });
    const outcome = await rejudgeSurvey(stack, { key, messageId: "m1" });
    expect(outcome).toEqual({ messageId: "m1", status: "missing" });
    expect(asked).toEqual(["GET"]);
  });

  it("is not in the list, when it went before it was read", async () => {
    const listing: Handler = (response) =>
      response.end(
        `<ListBucketResult><Contents><Key>${key}</Key><ETag>e</ETag></Contents></ListBucketResult>`,
      );
    const stack = await stackThatAnswers(listing, gone);
    expect(await listRejected(stack, ["unknown_questionnaire"])).toEqual([]);
  });

  it("is not taken for gone, when it may not be read", async () => {
    const stack = await stackThatAnswers(refuse);
    const rejudge = () => rejudgeSurvey(stack, { key, messageId: "m1" });
    expect(await failureOf(rejudge)).toMatchObject({ name: "AccessDenied" });
  });
});

describe("a dead letter that was redriven", () => {
  it("is deleted only when it lies under redriven/", async () => {
    const asked: string[] = [];
    const stack = await stackThatAnswers((response, request) => {
      asked.push(request.method ?? "");
      refuse(response, request);
    });
    const move = () => moveToRedriven(stack, "m1", { survey: anUndelivered, text: "{}" });
    expect(await failureOf(move)).toMatchObject({ name: "AccessDenied" });
    expect(asked).toEqual(["PUT"]);
  });
});
