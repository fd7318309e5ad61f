import { expect, it } from "vitest";
import { undeliveredSurveySchema } from "../src/index.ts";

const undelivered = {
  format: 1,
  message: {
    messageId: "0f1e",
    body: "any bytes: \u0000 😀 {",
    attributes: {
      ApproximateReceiveCount: "201",
      SentTimestamp: "1632844800000",
      SenderId: "AROAEXAMPLE:participant-0001",
      ApproximateFirstReceiveTimestamp: "1632844800005",
      DeadLetterQueueSourceArn: "arn:aws:sqs:eu-central-1:000000000000:surveys",
      AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
    },
    messageAttributes: {
      app: { stringValue: "1.2.3", stringListValues: [], binaryListValues: [], dataType: "String" },
      photo: { binaryValue: "AAEC", stringListValues: [], binaryListValues: [], dataType: "Binary.png" },
    },
    md5OfBody: "c9f0",
    md5OfMessageAttributes: "d41d",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    awsRegion: "eu-central-1",
    fieldOfTomorrow: { kept: true },
  },
  archived_at: "2021-10-01T08:00:00.000Z",
};

it("an undelivered survey comes back from JSON with everything it had, known here or not", () => {
  const json = JSON.stringify(undelivered);
  expect(undeliveredSurveySchema.parse(JSON.parse(json))).toEqual(undelivered);
});

it.each(["messageId", "body", "attributes", "eventSourceARN"])("is none without %s", (field) => {
  const message = { ...undelivered.message, [field]: undefined };
  expect(undeliveredSurveySchema.safeParse({ ...undelivered, message }).success).toBe(false);
});
