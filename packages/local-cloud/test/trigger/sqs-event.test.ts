import { describe, expect, it } from "vitest";
import { MAX_PAYLOAD_BYTES, splitByPayload, sqsEvent } from "../../src/trigger/sqs-event.ts";

const ARN = "arn:aws:sqs:eu-central-1:000000000000:surveys";
const system = {
  ApproximateReceiveCount: "1",
  SentTimestamp: "1795336903083",
  SenderId: "AIDA",
  ApproximateFirstReceiveTimestamp: "1795336903100",
};
const message = {
  MessageId: "id",
  ReceiptHandle: "handle",
  Body: "{}",
  MD5OfBody: "md5",
  Attributes: system,
};

describe("the event for a function", () => {
  it("has exactly the documented shape", () => {
    const attributes = {
      text: { DataType: "String", StringValue: "x" },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };
    const event = sqsEvent(
      [{ ...message, MessageAttributes: attributes, MD5OfMessageAttributes: "md5a" }],
      ARN,
    );
    expect(event).toEqual({
      Records: [
        {
          messageId: "id",
          receiptHandle: "handle",
          body: "{}",
          attributes: system,
          messageAttributes: {
            text: { stringValue: "x", stringListValues: [], binaryListValues: [], dataType: "String" },
            bytes: { binaryValue: "AQI=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
          },
          md5OfMessageAttributes: "md5a",
          md5OfBody: "md5",
          eventSource: "aws:sqs",
          eventSourceARN: ARN,
          awsRegion: "eu-central-1",
        },
      ],
    });
  });

  it("stays within Lambda's payload limit, message by message and in order", () => {
    const large = { ...message, Body: "x".repeat(1_000_000) };
    const parts = splitByPayload(
      Array.from({ length: 10 }, () => large),
      ARN,
    );
    expect(parts.map((part) => part.length)).toEqual([6, 4]);
    for (const part of parts) {
      expect(Buffer.byteLength(JSON.stringify(sqsEvent(part, ARN)))).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
    }
    expect(splitByPayload([], ARN)).toEqual([]);
  });
});
