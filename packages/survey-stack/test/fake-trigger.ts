import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { Stack } from "../src/index.ts";
import { aStack } from "./a-stack.ts";

const ARN = "arn:aws:lambda:eu-central-1:123456789012:event-source-mapping:u";

/** A trigger, its queue and a table, as far as commands with a lease ask for them, which a test can change or let fail at any request. */
export interface FakeTrigger extends AsyncDisposable {
  readonly stack: Stack;
  on: boolean;
  /** By key. */
  tags: Record<string, string>;
  /** How many messages are in flight, look by look; none after the last look. */
  inFlight: number[];
  /** Is told of every request before it is answered; what it throws becomes a refusal that is not tried again. */
  onRequest: (request: string) => void | Promise<void>;
}

/** Requests are named by method and place: `GET trigger`, `PUT trigger`, `GET tags`, `POST tags`, `DELETE tags`, `GET queue`. A change of a table is `PutItem`. */
export async function startFakeTrigger(): Promise<FakeTrigger> {
  const state = (Enabled: boolean) => ({
    UUID: "u",
    EventSourceMappingArn: ARN,
    State: Enabled ? "Enabled" : "Disabled",
  });
  const answerTo = (request: string, body: string): object => {
    switch (request) {
      case "PUT trigger":
        trigger.on = JSON.parse(body).Enabled;
        return state(trigger.on);
      case "GET triggers":
        return { EventSourceMappings: [state(trigger.on)] };
      case "GET trigger":
        return state(trigger.on);
      case "POST tags":
        Object.assign(trigger.tags, JSON.parse(body).Tags);
        return {};
      case "DELETE tags":
        trigger.tags = {};
        return {};
      case "GET tags":
        return { Tags: trigger.tags };
      case "PutItem":
        return {};
      default: {
        const ApproximateNumberOfMessagesNotVisible = String(trigger.inFlight.shift() ?? 0);
        return { Attributes: { VisibilityTimeout: "180", ApproximateNumberOfMessagesNotVisible } };
      }
    }
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { pathname } = new URL(request.url ?? "", "http://fake");
    const isList = pathname.endsWith("event-source-mappings") || pathname.endsWith("event-source-mappings/");
    const lambda = pathname.includes("tags") ? "tags" : isList ? "triggers" : "trigger";
    const target = request.headers["x-amz-target"];
    const isPut = target?.includes("PutItem");
    const name = target === undefined ? `${request.method} ${lambda}` : isPut ? "PutItem" : "GET queue";
    try {
      await trigger.onRequest(name);
      response.end(JSON.stringify(answerTo(name, body)));
    } catch {
      response.writeHead(400, { "x-amzn-errortype": "RefusedException" }).end('{"message":"refused"}');
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const stack = aStack({ endpoint: `http://127.0.0.1:${port}` });
  const trigger: FakeTrigger = {
    stack,
    on: true,
    tags: {},
    inFlight: [],
    onRequest: () => undefined,
    async [Symbol.asyncDispose]() {
      stack.close();
      server.closeAllConnections();
      server.close();
    },
  };
  return trigger;
}
