import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { CreateTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmptyCloud, startEmptyCloud } from "../../src/start-empty-cloud.ts";
import { dynamodbClient, REGION, s3Client, sqsClient } from "./clients.ts";

let cloud: EmptyCloud;
beforeAll(async () => {
  cloud = await startEmptyCloud({ region: REGION, maxWorkers: 1, ports: {}, existingDynamodb: undefined });
});
afterAll(() => cloud.close());

const services = ["sqs", "s3", "dynamodb", "lambda", "sts"] as const;
type Service = (typeof services)[number];

/** One request as it is on the wire, since no HTTP client lets a test lie about who it is. */
async function send(service: Service, head: string, headers: Readonly<Record<string, string>>, body = "") {
  const { port } = new URL(cloud.endpoints[service]);
  const socket = createConnection(Number(port), "127.0.0.1");
  const lines = Object.entries({ Connection: "close", "Content-Length": body.length, ...headers });
  socket.write(
    [`${head} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), "", body].join("\r\n"),
  );
  const reply = await text(socket);
  return { status: Number(reply.split(" ")[1]), reply: reply.toLowerCase() };
}

const AWS_JSON = "application/x-amz-json-1.0";
const signed = {
  Authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/x/aws4_request, SignedHeaders=host, Signature=0",
  "X-Amz-Date": "20260101T000000Z",
};
const queues = { "Content-Type": AWS_JSON, "X-Amz-Target": "AmazonSQS.ListQueues" };
const tables = { "Content-Type": AWS_JSON, "X-Amz-Target": "DynamoDB_20120810.ListTables", ...signed };
/** A request to each service that would be answered, if it came from the right place. */
const requests: Record<Service, { head: string; headers: Record<string, string>; body?: string }> = {
  sqs: { head: "POST /", headers: queues, body: "{}" },
  s3: { head: "GET /", headers: signed },
  dynamodb: { head: "POST /", headers: tables, body: "{}" },
  lambda: { head: "GET /2015-03-31/event-source-mappings", headers: signed },
  sts: {
    head: "POST /",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...signed },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  },
};
const ask = (service: Service, headers: Record<string, string>) => {
  const { head, headers: usual, body } = requests[service];
  return send(service, head, { Host: "127.0.0.1", ...usual, ...headers }, body);
};

const PAGE_OF_ELSEWHERE = "https://evil.example";
const attacks: [string, Record<string, string>][] = [
  ["a page of elsewhere", { Origin: PAGE_OF_ELSEWHERE }],
  ["a page of elsewhere with a name that looks like ours", { Origin: "http://localhost.evil.example" }],
  ["a page of elsewhere with our name before an @", { Origin: "http://localhost@evil.example" }],
  ["a page of elsewhere with our name after an @", { Origin: "http://evil.example@localhost" }],
  ["a page without an origin, such as a file or a sandbox", { Origin: "null" }],
  ["a domain that was made to point here", { Host: "evil.example" }],
  ["a domain that was made to point here, with our port", { Host: "evil.example:4566" }],
  ["a domain that begins like us", { Host: "127.0.0.1.evil.example" }],
  ["a domain that ends almost like us", { Host: "evillocalhost" }],
  ["a domain with our name after an @", { Host: "evil.example@127.0.0.1" }],
  ["a page of such a domain", { Host: "evil.example", Origin: "http://evil.example" }],
  ["an address of the local network", { Host: "192.168.1.7" }],
  ["an empty host", { Host: "" }],
  ["an image on another site", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" }],
];

describe.each(services)("%s", (service) => {
  it.each(attacks)("does not answer %s", async (_name, headers) => {
    const { status, reply } = await ask(service, headers);
    expect([status, reply]).toEqual([403, expect.stringContaining("nothing was done")]);
    expect(reply).not.toContain("access-control-");
  });

  it("gives a page of elsewhere no leave to send anything", async () => {
    const { status, reply } = await send(service, "OPTIONS /", {
      Host: "127.0.0.1",
      Origin: PAGE_OF_ELSEWHERE,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization,x-amz-target",
    });
    expect(status).toBe(403);
    expect(reply).not.toContain("access-control-");
  });

  it.each([
    { Host: "127.0.0.1" },
    { Host: "127.0.0.1:1" },
    { Host: "localhost:4566" },
    { Host: "LOCALHOST" },
    { Host: "[::1]:4566" },
    { Host: "127.0.0.1", "Sec-Fetch-Site": "none" },
    { Host: "127.0.0.1", Origin: "http://localhost:5173", "Sec-Fetch-Site": "cross-site" },
  ])("answers %j", async (headers) => {
    expect((await ask(service, headers)).status).toBe(200);
  });
});

it("only SQS lets a page of this machine read its answers", async () => {
  const origin = { Origin: "http://localhost:5173" };
  for (const service of ["s3", "dynamodb", "lambda"] as const) {
    expect((await ask(service, origin)).reply).not.toContain("access-control-");
  }
  expect((await ask("sqs", origin)).reply).toContain("access-control-allow-origin: http://localhost:5173");
});

it("DynamoDB gives pages of this machine no leave either", async () => {
  const { reply } = await send("dynamodb", "OPTIONS /", {
    Host: "127.0.0.1",
    Origin: "http://localhost:5173",
    "Access-Control-Request-Method": "POST",
  });
  expect(reply).not.toContain("access-control-");
});

it("SDKs are answered as ever", async () => {
  const { endpoints } = cloud;
  await sqsClient(endpoints.sqs).send(new CreateQueueCommand({ QueueName: "q" }));
  expect(
    (await sqsClient(endpoints.sqs.replace("127.0.0.1", "localhost")).send(new ListQueuesCommand({})))
      .QueueUrls,
  ).toHaveLength(1);
  await dynamodbClient(endpoints.dynamodb).send(
    new CreateTableCommand({
      TableName: "table",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  expect((await dynamodbClient(endpoints.dynamodb).send(new ListTablesCommand({}))).TableNames).toEqual([
    "table",
  ]);
  const s3 = s3Client(endpoints.s3);
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "text" }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "k" }));
  expect(await Body?.transformToString()).toBe("text");
  const byHost = await send("s3", "GET /k", { Host: "bucket.localhost:4566", ...signed });
  expect([byHost.status, byHost.reply]).toEqual([200, expect.stringContaining("text")]);
});
