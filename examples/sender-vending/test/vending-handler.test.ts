import { STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { vendingHandler } from "../src/vending-handler.ts";

describe("the vending handler", () => {
  it("answers 503 when it cannot be found out who asks", async () => {
    const handler = vendingHandler({
      sts: new STSClient({ region: "eu-central-1" }),
      senderRoleArn: "arn:aws:iam::000000000000:role/sender",
      participantOf: async () => {
        throw new Error("the study's database is away");
      },
    });
    const request = {
      headers: { authorization: "bearer of-anna" },
      requestContext: { http: { method: "POST" } },
    };
    expect(await handler(request)).toMatchObject({
      statusCode: 503,
      headers: { "retry-after": "60" },
      body: JSON.stringify({ error: "credentials cannot be vended now" }),
    });
  });
});
