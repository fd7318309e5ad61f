import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { answer, forward, ownHeaders, type WireReply } from "./forward.ts";

export type Service = "sqs" | "s3" | "dynamodb";

/** A request of an AWS client on its way to an engine. */
export interface WireRequest {
  readonly service: Service;
  /** As AWS names it, such as `PutObject`. */
  readonly operation: string;
  /** The how-many-th of its operation it is since the rules were set, from 1. */
  readonly occurrence: number;
  /** For S3: `/bucket/key`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One kind of thing that goes wrong between a client and a service. */
export interface Fault {
  readonly kind: string;
  /** Whether the service does what it was asked before the fault strikes. What it refuses by itself is not struck. */
  readonly takesEffect: boolean;
  /**
   * What the client gets instead of the service's reply: another reply, a closed connection (`cut`), a reset one, nothing at
   * all (`silence`), or the first half of a reply, of its body if it has one, after which the connection is cut or silent.
   */
  readonly instead:
    | "cut"
    | "reset"
    | "silence"
    | "half"
    | "half then silence"
    | ((service: Service) => WireReply);
}

/** The first rule that fits a request decides its fault. */
export interface FaultRule {
  readonly fault: Fault;
  readonly when: (request: WireRequest) => boolean;
}

/** Thrown when a test's fault never happened: the test has proven nothing. */
export class FaultNeverInjectedError extends Error {
  override readonly name = "FaultNeverInjectedError";
  readonly code = "FAULT_NEVER_INJECTED";
}

/** A proxy before each service of a local cloud. Without rules it only passes on. */
export interface FaultProxies extends AsyncDisposable {
  readonly endpoints: Readonly<Record<Service, string>>;
  /** How often each kind of fault was injected, ever. */
  readonly injected: ReadonlyMap<string, number>;
  /** Replaces the rules, and counts occurrences anew. */
  inject(...rules: FaultRule[]): void;
  /**
   * Ends all faults, and hangs up on whoever still waits for a reply.
   *
   * @throws FaultNeverInjectedError when one of the rules never struck.
   */
  heal(): void;
}

/** @param onRequest - Is told of every request, before anything is done with it. */
export async function startFaultProxies(
  engines: Readonly<Record<Service, string>>,
  onRequest: (request: WireRequest) => void = () => {},
): Promise<FaultProxies> {
  const agent = new Agent({ keepAlive: true });
  const injected = new Map<string, number>();
  const occurrences = new Map<string, number>();
  const silent = new Set<ServerResponse>();
  let rules: readonly FaultRule[] = [];
  let struck = new Set<FaultRule>();

  const handle = async (service: Service, request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const operation = operationOf(service, request);
    const occurrence = (occurrences.get(operation) ?? 0) + 1;
    occurrences.set(operation, occurrence);
    const path = decodeURIComponent(request.url?.split("?", 1)[0] ?? "");
    const { headers } = request;
    const wireRequest = { service, operation, occurrence, path, headers, body: body.toString("utf8") };
    onRequest(wireRequest);
    const rule = rules.find(({ when }) => when(wireRequest));

    const reply =
      rule === undefined || rule.fault.takesEffect
        ? await forward(request, body, engines[service], agent)
        : undefined;
    const refused = reply !== undefined && reply.status >= 300;
    if (rule === undefined || refused) {
      if (reply !== undefined) answer(response, reply);
      return;
    }
    struck.add(rule);
    injected.set(rule.fault.kind, (injected.get(rule.fault.kind) ?? 0) + 1);
    const { instead } = rule.fault;
    if (typeof instead === "function") answer(response, instead(service));
    else if (instead === "cut") request.socket.destroy();
    else if (instead === "reset") request.socket.resetAndDestroy();
    else {
      silent.add(response);
      response.once("close", () => silent.delete(response));
      if (instead === "silence" || reply === undefined) return;
      request.socket.write(firstHalf(reply), () => {
        if (instead === "half") request.socket.destroy();
      });
    }
  };

  const start = async (service: Service) => {
    const server = createServer((request, response) => {
      // Whatever breaks here, such as an engine that is gone, looks to the client like a lost connection.
      handle(service, request, response).catch(() => request.socket.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new TypeError("the proxy has no port");
    return { server, endpoint: `http://127.0.0.1:${address.port}` };
  };
  const [sqs, s3, dynamodb] = await Promise.all([start("sqs"), start("s3"), start("dynamodb")]);

  return {
    endpoints: { sqs: sqs.endpoint, s3: s3.endpoint, dynamodb: dynamodb.endpoint },
    injected,
    inject(...next) {
      rules = next;
      struck = new Set();
      occurrences.clear();
    },
    heal() {
      const idle = rules.filter((rule) => !struck.has(rule)).map(({ fault }) => fault.kind);
      rules = [];
      for (const response of silent) response.socket?.destroy();
      if (idle.length > 0) throw new FaultNeverInjectedError(`never injected: ${idle.join(", ")}`);
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      for (const { server } of [sqs, s3, dynamodb]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

function operationOf(service: Service, { method = "", headers, url = "" }: IncomingMessage): string {
  if (service !== "s3") return String(headers["x-amz-target"]).split(".").at(-1) ?? "";
  const depth = url.split("?", 1)[0]?.split("/").filter(Boolean).length ?? 0;
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}${depth > 1 ? "Object" : "Bucket"}`;
}

function firstHalf(reply: WireReply): Buffer {
  const headers = Object.entries({ "content-length": reply.body.length, ...ownHeaders(reply) });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${reply.status} OK\r\n${lines.join("")}\r\n`, "latin1");
  if (reply.body.length === 0) return head.subarray(0, head.length / 2);
  return Buffer.concat([head, reply.body.subarray(0, reply.body.length / 2)]);
}
