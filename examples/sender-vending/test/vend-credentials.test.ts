import { STSClient } from "@aws-sdk/client-sts";
import { expect, it } from "vitest";
import { readEnrolments } from "../src/enrolments.ts";
import { UnvendableParticipantError, vendCredentials } from "../src/vend-credentials.ts";
import { withEnrolments } from "./vending-endpoint.ts";

it.each(["", "x", "a b", "a:b", "a.b", "anna@lab", "é1", "x".repeat(65)])(
  "refuses %j before it asks STS: no survey of such a participant could be accepted",
  async (participantId) => {
    const sts = new STSClient({ region: "eu-central-1", endpoint: "http://127.0.0.1:1", maxAttempts: 1 });
    const senderRoleArn = "arn:aws:iam::123456789012:role/sender";
    await expect(vendCredentials(participantId, { sts, senderRoleArn })).rejects.toThrow(
      UnvendableParticipantError,
    );
  },
);

it("knows participants by the hash of their code, and a code only in full", async () => {
  await withEnrolments({ anna: "code-of-anna", "ben-2": "code-of-ben" }, async (path) => {
    const { participantOf } = readEnrolments(path);
    expect(participantOf("code-of-anna")).toBe("anna");
    expect(participantOf("code-of-ben")).toBe("ben-2");
    for (const code of ["", "code-of-ann", "CODE-OF-ANNA", "anna", "__proto__", "toString"]) {
      expect(participantOf(code)).toBeUndefined();
    }
  });
});

it("takes no table with a participant who could not be vended credentials", async () => {
  await withEnrolments({ anna: "a", x: "b" }, async (path) => {
    expect(() => readEnrolments(path)).toThrow("2 to 64 of A-Z a-z 0-9 _ -");
  });
});
