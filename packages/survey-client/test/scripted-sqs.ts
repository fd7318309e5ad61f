import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

const requestSchema = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });
export type Entry = z.infer<typeof requestSchema>["Entries"][number];

/** An answer to one request: a status and body, `hang` (no reply at all) or `cut` (the connection ends). */
export type Answer = { readonly status: number; readonly body: unknown } | "hang" | "cut";

/** SQS as far as SendMessageBatch goes, on 127.0.0.1, answering as the test says. */
export async function startScriptedSqs(answer: (entries: Entry[], request: number) => Answer = takesAll) {
  const requests: Entry[][] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    response.on("close", () => inFlight--);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { Entries } = requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      requests.push(Entries);
      const reply = answer(Entries, requests.length);
      if (reply === "hang") return;
      if (reply === "cut") return void request.socket.destroy();
      setImmediate(() => {
        response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0" });
        response.end(JSON.stringify(reply.body));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    queueUrl: `http://127.0.0.1:${port}/000000000000/surveys`,
    requests,
    bodies: () => requests.flat().map(({ MessageBody }) => MessageBody),
    mostInFlight: () => mostInFlight,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function taken({ Id, MessageBody }: Entry) {
  const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
  return { Id, MessageId: `message ${Id}`, MD5OfMessageBody };
}

export function takesAll(entries: Entry[]): Answer {
  return { status: 200, body: { Successful: entries.map(taken), Failed: [] } };
}

export function refuses(status: number, type: string, message = "no"): Answer {
  return { status, body: { __type: `com.amazonaws.sqs#${type}`, message } };
}
