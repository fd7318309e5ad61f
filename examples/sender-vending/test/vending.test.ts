import { createServer } from "node:http";
import {
  createFolderStorage,
  createOutbox,
  createSurveyClient,
  type SurveyClient,
} from "@lab/survey-client/node";
import { type SurveyCloud, startLocalCloud } from "@lab/survey-cloud";
import { openStack, readStackState, type Stack, waitUntilDrained } from "@lab/survey-stack";
import { testFolder } from "@lab/testing";
import { aSurvey } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { participantCredentials } from "../src/participant-credentials.ts";
import { startVending, type VendingEndpoint } from "./vending-endpoint.ts";

const codes = { anna: "kK3-anna-9f27c1", ben: "q8Z-ben-77aa01" };
let cloud: SurveyCloud;
let stack: Stack;
let vending: VendingEndpoint;

beforeAll(async () => {
  cloud = await startLocalCloud({
    config: { senders: "per-participant", vendingPrincipalArn: "arn:aws:iam::000000000000:user/local" },
  });
  stack = openStack(cloud);
  vending = await startVending({ codes, ...vendingPlace() });
});
afterAll(async () => {
  await vending[Symbol.asyncDispose]();
  stack.close();
  await cloud.close();
});

function vendingPlace() {
  return { senderRoleArn: cloud.outputs.senderRoleArn ?? "", environment: cloud.environment };
}

/** What a participant's phone sends with. */
function clientOf(
  participant: keyof typeof codes,
  url = vending.url,
  enrolmentCode = codes[participant],
): SurveyClient {
  const { queueUrl, region } = cloud.outputs;
  const credentials = participantCredentials({ url, enrolmentCode, participant });
  return createSurveyClient({ queueUrl, region, endpoint: cloud.endpoints.sqs, credentials });
}

function survey(user_id: string, timestamp: string) {
  return aSurvey({ user_id, timestamp });
}

async function settled() {
  await waitUntilDrained(stack, { timeout: 60_000, interval: 50 });
  const { surveys, rejected } = await readStackState(stack);
  return { surveys, rejected: [...rejected.values()] };
}

describe("a participant with an enrolment code", () => {
  it("sends surveys of their own that are accepted, and of others none", async () => {
    const anna = clientOf("anna");
    const ben = clientOf("ben");
    const own = await anna.sendAll([survey("anna", "030226080000"), survey("anna", "030226120000")]);
    expect(own.map(({ status }) => status)).toEqual(["sent", "sent"]);
    const forged = await ben.send(survey("anna", "030226160000"));
    // The queue takes it: who sent it is judged behind it.
    expect(forged.status).toBe("sent");
    const { surveys, rejected } = await settled();
    expect([...surveys.keys()].toSorted()).toEqual(["anna030226080000.json", "anna030226120000.json"]);
    expect(rejected).toMatchObject([
      { reasons: [{ code: "wrong_sender", sender_id: expect.stringMatching(/^AROA[A-Z0-9]+:ben$/) }] },
    ]);
    anna.close();
    ben.close();
  });

  it("may answer before the endpoint can be reached: the outbox keeps the survey and sends it when it can", async () => {
    const folder = testFolder();
    // A port that is free again, and on which nobody listens for now.
    const placeholder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => placeholder.once("listening", resolve));
    const address = placeholder.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => placeholder.close(resolve));
    const client = clientOf("ben", `http://127.0.0.1:${port}/`);
    const outbox = createOutbox({ client, storage: createFolderStorage(folder) });
    await outbox.save(survey("ben", "030226080000"));
    expect(await outbox.flush()).toMatchObject({ sent: 0, failed: 1 });
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
    {
      await using _ = await startVending({ codes, ...vendingPlace(), port });
      expect(await outbox.flush()).toMatchObject({ sent: 1, failed: 0 });
    }
    const { surveys } = await settled();
    expect([...surveys.keys()]).toContain("ben030226080000.json");
    client.close();
  });
});

describe("the vending endpoint", () => {
  it.each([
    ["no code", {}],
    ["a code that is nobody's", { authorization: "Bearer x" }],
    ["a participant's id for a code", { authorization: "Bearer anna" }],
    ["two codes", { authorization: `Bearer ${codes.anna} ${codes.ben}` }],
    ["a code of another scheme", { authorization: `Basic ${codes.anna}` }],
  ])("vends nothing for %s", async (_, headers) => {
    const response = await fetch(vending.url, { method: "POST", headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "not an enrolment code" });
  });

  it("lets nobody ask with GET, whose answers are kept along the way, and has no answer kept", async () => {
    const headers = { authorization: `Bearer ${codes.anna}` };
    expect((await fetch(vending.url, { headers })).status).toBe(405);
    const vended = await fetch(vending.url, { method: "POST", headers });
    expect(vended.status).toBe(200);
    expect(vended.headers.get("cache-control")).toBe("no-store");
  });

  it("says whom it vends for", async () => {
    for (const [participant, code] of Object.entries(codes)) {
      const headers = { authorization: `Bearer ${code}` };
      const vended = await fetch(vending.url, { method: "POST", headers });
      expect(await vended.json()).toMatchObject({ participant });
    }
  });

  it("says 503 and nothing else when STS does not vend, and the survey waits", async () => {
    const other = { ...vendingPlace(), senderRoleArn: "arn:aws:iam::000000000000:role/none" };
    await using refused = await startVending({ codes, ...other });
    const headers = { authorization: `Bearer ${codes.anna}` };
    const response = await fetch(refused.url, { method: "POST", headers });
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: "credentials cannot be vended now" });
    const client = clientOf("anna", refused.url);
    expect(await client.send(survey("anna", "030226200000"))).toMatchObject({
      status: "failed",
      retryable: true,
    });
    client.close();
  });

  it.each([
    ["another study's", "another-study's"],
    ["with a quotation mark that a messenger has put to it", `${codes.anna}”`],
    ["with a line break", `${codes.anna}\n`],
  ])(
    "tells a phone whose code it does not know that access is denied, not that the network is away: %s",
    async (_, code) => {
      const client = clientOf("anna", vending.url, code);
      expect(await client.send(survey("anna", "030226210000"))).toMatchObject({
        status: "failed",
        code: "access_denied",
      });
      client.close();
    },
  );

  it("gives a phone that holds somebody else's code nothing to send with", async () => {
    const before = await settled();
    const client = clientOf("anna", vending.url, codes.ben);
    const outcome = await client.send(survey("anna", "030226220000"));
    expect(outcome).toMatchObject({
      status: "failed",
      code: "access_denied",
      cause: { code: "CREDENTIALS_OF_ANOTHER" },
    });
    client.close();
    expect(await settled()).toEqual(before);
  });

  it("does not start for a participant whose id could not name a session", async () => {
    const start = startVending({ codes: { ...codes, x: "code-of-x" }, ...vendingPlace() });
    await expect(start).rejects.toThrow("did not start");
  });
});

describe("a participant's credentials", () => {
  it.each([
    ["does not say whose they are", {}],
    ["says that they are nobody's", { participant: "no such number!" }],
  ])("are not taken from an endpoint that %s: the survey waits", async (_, whose) => {
    const credentials = {
      ...whose,
      accessKeyId: "a",
      secretAccessKey: "s",
      sessionToken: "t",
      expiresInSeconds: 3_600,
    };
    const silent = createServer((_request, response) => response.end(JSON.stringify(credentials)));
    silent.listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const client = clientOf("anna", `http://127.0.0.1:${port}/`);
    expect(await client.send(survey("anna", "030226230000"))).toMatchObject({
      status: "failed",
      retryable: true,
      cause: { code: "VENDING_UNAVAILABLE", message: expect.stringContaining("their participant") },
    });
    client.close();
    silent.closeAllConnections();
    silent.close();
  });

  /** The endpoint, behind one that counts requests and says that credentials expire when it likes. */
  async function expiringIn(seconds: number) {
    let requests = 0;
    const server = createServer(async (request, response) => {
      requests++;
      const headers = { authorization: request.headers.authorization ?? "" };
      const vended = await fetch(vending.url, { method: "POST", headers });
      const body = JSON.stringify(Object.assign(Object(await vended.json()), { expiresInSeconds: seconds }));
      response.writeHead(vended.status).end(body);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { url: `http://127.0.0.1:${port}/`, server, requests: () => requests };
  }

  async function requestsAfterEachOf(count: number, seconds: number): Promise<readonly number[]> {
    const { url, server, requests } = await expiringIn(seconds);
    const client = clientOf("ben", url);
    const after: number[] = [];
    for (let i = 0; i < count; i++) {
      const outcome = await client.send(survey("ben", `0302261200${10 + i}`));
      expect(outcome.status).toBe("sent");
      after.push(requests());
    }
    client.close();
    server.close();
    return after;
  }

  it("are asked for once while they are good", async () => {
    expect(await requestsAfterEachOf(3, 3_600)).toEqual([1, 1, 1]);
  });

  it("are asked for again, for every request, when they expire within 5 minutes", async () => {
    const [first = 0, second = 0, third = 0] = await requestsAfterEachOf(3, 240);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
  });
});
