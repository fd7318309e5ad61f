import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import type { SendProgress } from "../src/index.ts";
import { clientOf, numbered } from "./scripted-client.ts";
import { type Entry, refuses, taken, takesAll } from "./scripted-sqs.ts";

describe("sending one survey", () => {
  it("sends a saved survey's text as it is", async () => {
    const { client, sqs } = await clientOf();
    const text = JSON.stringify(aSurvey({ freetext: "schöner Tag 😀" }), null, 4).replaceAll("\n", "\r\n");
    expect(await client.send(text)).toEqual({ status: "sent", messageId: "message 0" });
    expect(sqs.bodies()).toEqual([text]);
  });

  it("sends one that is too fast or has no text: the processor judges it", async () => {
    const { client } = await clientOf();
    expect(await client.send(aSurvey({ time_elapsed: 1, freetext: "" }))).toMatchObject({ status: "sent" });
  });

  it("does not send a malformed one, and says why", async () => {
    const { client, sqs } = await clientOf();
    expect(await client.send(aSurvey({ q1: 9 }))).toMatchObject({
      status: "refused",
      reasons: [{ code: "malformed", issues: [{ path: ["q1"] }] }],
    });
    expect(await client.send("no JSON")).toEqual({ status: "refused", reasons: [{ code: "not_json" }] });
    const fields: { self?: unknown } = {};
    const cyclic = Object.assign(aSurvey(), fields);
    cyclic.self = cyclic;
    expect(await client.send(cyclic)).toMatchObject({ status: "refused" });
    expect(sqs.requests).toEqual([]);
  });

  it("escapes the characters that JSON allows and SQS does not", async () => {
    const { client, sqs } = await clientOf();
    const freetext = "odd \uFFFE\uFFFF";
    await client.send(aSurvey({ freetext }));
    expect(sqs.bodies()[0]).toContain("odd \\ufffe\\uffff");
    expect(JSON.parse(sqs.bodies()[0] ?? "")).toEqual(aSurvey({ freetext }));
  });

  it("does not send what is larger than SQS takes", async () => {
    const { client, sqs } = await clientOf();
    const outcome = await client.send(aSurvey({ photo: "x".repeat(1_048_576) }));
    expect(outcome).toMatchObject({ status: "failed", code: "too_large", retryable: false });
    expect(sqs.requests).toEqual([]);
  });
});

describe("sending many", () => {
  it("gives one outcome per survey, in their order, in batches of up to ten", async () => {
    const { client, sqs } = await clientOf();
    const surveys = numbered(25).toSpliced(3, 1, aSurvey({ q1: 0 }));
    const outcomes = await client.sendAll(surveys);
    expect(outcomes.map(({ status }) => status)).toEqual(
      surveys.map((_, i) => (i === 3 ? "refused" : "sent")),
    );
    expect(sqs.requests.map((entries) => entries.length).sort()).toEqual([10, 10, 4]);
    expect(
      sqs
        .bodies()
        .map((body) => JSON.parse(body).user_id)
        .sort(),
    ).toEqual(surveys.flatMap(({ user_id }, i) => (i === 3 ? [] : [user_id])).sort());
  });

  it("keeps every batch within 1 MiB of UTF-8", async () => {
    const { client, sqs } = await clientOf();
    const outcomes = await client.sendAll(numbered(12, { photo: "é".repeat(100_000) }));
    expect(outcomes.every(({ status }) => status === "sent")).toBe(true);
    const sizes = sqs.requests.map((entries) =>
      entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_048_576);
    expect(sqs.requests.map((entries) => entries.length).sort()).toEqual([2, 5, 5]);
  });

  it("has several batches in flight, and no more than it is told", async () => {
    const { client, sqs } = await clientOf(takesAll, { batchesInFlight: 3 });
    await client.sendAll(numbered(200));
    expect(sqs.mostInFlight()).toBeGreaterThan(1);
    expect(sqs.mostInFlight()).toBeLessThanOrEqual(3);
  });

  it("tells how far it is", async () => {
    const { client } = await clientOf();
    const seen: SendProgress[] = [];
    await client.sendAll([...numbered(11), "no JSON"], { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toEqual({ sent: 11, refused: 1, failed: 0 });
  });

  it("sends nothing for no surveys", async () => {
    const { client, sqs } = await clientOf();
    expect(await client.sendAll([])).toEqual([]);
    expect(sqs.requests).toEqual([]);
  });

  it("counts an HTTP 200 as what it carries: failed entries are failed, unmentioned ones too", async () => {
    const of = (entries: Entry[], user: string) =>
      entries.filter(({ MessageBody }) => JSON.parse(MessageBody).user_id === user);
    const { client } = await clientOf((entries) => ({
      status: 200,
      body: {
        Successful: of(entries, "p0").map(taken),
        Failed: of(entries, "p1").map(({ Id }) => ({
          Id,
          SenderFault: true,
          Code: "InvalidMessageContents",
          Message: "odd characters",
        })),
      },
    }));
    const outcomes = await client.sendAll(numbered(3));
    expect(outcomes[0]).toMatchObject({ status: "sent" });
    expect(outcomes[1]).toMatchObject({ status: "failed", code: "service", retryable: false });
    expect(outcomes[1]).toMatchObject({ message: expect.stringContaining("odd characters") });
    expect(outcomes[2]).toMatchObject({ status: "failed", retryable: true });
  });

  it("sends entries again that SQS failed to take, and only those", async () => {
    const { client, sqs } = await clientOf((entries, request) => {
      const lost = request === 1 ? entries.filter(({ Id }) => Id > "2") : [];
      const body = {
        Successful: entries.filter((entry) => !lost.includes(entry)).map(taken),
        Failed: lost.map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalFailure" })),
      };
      return { status: 200, body };
    });
    const outcomes = await client.sendAll(numbered(5));
    expect(outcomes.every(({ status }) => status === "sent")).toBe(true);
    expect(sqs.requests.map((entries) => entries.length)).toEqual([5, 2]);
  });

  it("sends each alone when a batch is too long for the queue, and says only of those too long alone that they are", async () => {
    const { client, sqs } = await clientOf((entries) =>
      entries.length > 1 || entries[0]?.MessageBody.includes("p1")
        ? refuses(400, "BatchRequestTooLong")
        : takesAll(entries),
    );
    const outcomes = await client.sendAll(numbered(3));
    expect(outcomes.map(({ status }) => status)).toEqual(["sent", "failed", "sent"]);
    expect(outcomes[1]).toMatchObject({ code: "too_large", retryable: false });
    expect(sqs.requests.map((entries) => entries.length)).toEqual([3, 1, 1, 1]);
  });

  it("does not count a survey as sent whose digest SQS got wrong", async () => {
    const { client } = await clientOf((entries) => ({
      status: 200,
      body: { Successful: entries.map((entry) => ({ ...taken(entry), MD5OfMessageBody: "0".repeat(32) })) },
    }));
    expect(await client.send(aSurvey())).toMatchObject({ status: "failed" });
  });
});
