import { hash } from "node:crypto";
import type { Fault, Service, WireRequest } from "./fault-proxy.ts";
import type { WireReply } from "./forward.ts";

const before = (kind: string, instead: Fault["instead"]): Fault => ({
  kind: `${kind} before it took effect`,
  takesEffect: false,
  instead,
});
const after = (kind: string, instead: Fault["instead"]): Fault => ({
  kind: `${kind} after it took effect`,
  takesEffect: true,
  instead,
});

export const connectionCut: Fault = before("connection cut", "cut");
export const replyLost: Fault = after("connection cut", "cut");
export const noReply: Fault = before("no reply in time", "silence");
export const replyCut: Fault = after("reply cut in the middle", "half");
export const replyStalls: Fault = after("reply stalls in the middle", "half then silence");

/** What can happen to any request of any service. */
export const connectionFaults: readonly Fault[] = [
  connectionCut,
  replyLost,
  before("connection reset", "reset"),
  after("connection reset", "reset"),
  noReply,
  after("no reply in time", "silence"),
  replyCut,
  replyStalls,
  after("500", (service) => errorReply(service, 500, serverError[service])),
];

/** What a service says when it has too much to do, or when others are at the same thing; nothing was changed then. */
export const refusals: Readonly<Record<Service, readonly Fault[]>> = {
  s3: [after("503 SlowDown", (service) => errorReply(service, 503, "SlowDown")), refusal(503, "SlowDown")],
  dynamodb: [
    refusal(400, "ThrottlingException"),
    refusal(400, "ProvisionedThroughputExceededException"),
    cancellation("None", "TransactionConflict"),
    cancellation("TransactionConflict", "None"),
    cancellation("ThrottlingError", "ThrottlingError"),
    cancellation("None", "ProvisionedThroughputExceeded"),
  ],
  sqs: [refusal(400, "RequestThrottled")],
};

/** S3's answer to a conditional put while somebody else puts or deletes the same key. */
export const putConflict: Fault = refusal(409, "ConditionalRequestConflict");

/** A seeded choice of requests: the same ones, by operation and number, for the same seed and fault. */
export function atRandom(seed: number, { kind }: Fault, probability: number, service?: Service) {
  return (request: WireRequest): boolean => {
    if (service !== undefined && request.service !== service) return false;
    const drawn = hash("sha256", `${seed} ${kind} ${request.operation} ${request.occurrence}`).slice(0, 8);
    return Number.parseInt(drawn, 16) / 2 ** 32 < probability;
  };
}

const serverError: Readonly<Record<Service, string>> = {
  s3: "InternalError",
  dynamodb: "InternalServerError",
  sqs: "InternalFailure",
};

function refusal(status: number, code: string): Fault {
  return before(`${status} ${code}`, (service) => errorReply(service, status, code));
}

/** A transaction that was cancelled for these reasons, of the submissions table and of the participants table. */
function cancellation(...codes: string[]): Fault {
  const extra = { CancellationReasons: codes.map((Code) => ({ Code })) };
  return before(`cancelled for ${codes.join(" and ")}`, (service) =>
    errorReply(service, 400, "TransactionCanceledException", extra),
  );
}

/** An error as the service writes it: S3 in XML, the others in JSON. */
function errorReply(service: Service, status: number, code: string, extra: object = {}): WireReply {
  if (service === "s3") {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>injected</Message></Error>`;
    return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(xml) };
  }
  const shape = service === "sqs" ? "com.amazonaws.sqs" : "com.amazonaws.dynamodb.v20120810";
  return {
    status,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-error": `${code};${status < 500 ? "Sender" : "Receiver"}`,
    },
    body: Buffer.from(JSON.stringify({ __type: `${shape}#${code}`, message: "injected", ...extra })),
  };
}
