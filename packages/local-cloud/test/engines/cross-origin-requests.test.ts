import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { REGION } from "./clients.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startMessagingAndStorage({ region: REGION });
});
afterAll(() => engine.close());

const ORIGIN = "http://localhost:5173";
const CONTENT_TYPE = "application/x-amz-json-1.0";

it("SQS answers the preflight request of a page of this machine", async () => {
  const { status, headers } = await fetch(engine.endpoint, {
    method: "OPTIONS",
    headers: {
      origin: ORIGIN,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-amz-target",
    },
  });
  expect(status).toBe(200);
  expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
  expect(headers.get("vary")).toBe("origin");
  expect(headers.get("access-control-allow-methods")).toBe("POST");
  expect(headers.get("access-control-allow-headers")).toBe("authorization,content-type,x-amz-target");
});

it.each([
  ["ListQueues", 200],
  ["NoSuchAction", 400],
])("SQS lets a page read its reply to %s", async (action, expected) => {
  const { status, headers } = await fetch(engine.endpoint, {
    method: "POST",
    headers: { origin: ORIGIN, "content-type": CONTENT_TYPE, "x-amz-target": `AmazonSQS.${action}` },
    body: "{}",
  });
  expect(status).toBe(expected);
  expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
  expect(headers.get("vary")).toBe("origin");
});

it.each(["/bucket/key", "/"])("S3 lets no page in: %s", async (path) => {
  const { headers } = await fetch(`${engine.endpoint}${path}`, { headers: { origin: ORIGIN } });
  expect(headers.get("access-control-allow-origin")).toBeNull();
});
