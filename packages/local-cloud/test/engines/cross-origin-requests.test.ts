import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { region } from "./clients.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startMessagingAndStorage({ region });
});
afterAll(() => engine.close());

const origin = "http://localhost:5173";
const contentType = "application/x-amz-json-1.0";

it("SQS answers the preflight request of a page of this machine", async () => {
  const { status, headers } = await fetch(engine.endpoint, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-amz-target",
    },
  });
  expect(status).toBe(200);
  expect(headers.get("access-control-allow-origin")).toBe(origin);
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
    headers: { origin, "content-type": contentType, "x-amz-target": `AmazonSQS.${action}` },
    body: "{}",
  });
  expect(status).toBe(expected);
  expect(headers.get("access-control-allow-origin")).toBe(origin);
  expect(headers.get("vary")).toBe("origin");
});

it.each(["/bucket/key", "/"])("S3 lets no page in: %s", async (path) => {
  const { headers } = await fetch(`${engine.endpoint}${path}`, { headers: { origin } });
  expect(headers.get("access-control-allow-origin")).toBeNull();
});
