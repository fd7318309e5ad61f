import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { userIdSchema } from "@lab/survey-schema";
import { type VendedCredentials, vendedCredentials } from "./vended-credentials.ts";

/** How long credentials are valid, which is the longest time that role chaining allows. */
const SESSION_SECONDS = 3_600;

export interface VendingOptions {
  /** A client with the credentials of the vending principal, which the stack's configuration names. */
  readonly sts: STSClient;
  /** The stack output `senderRoleArn`. */
  readonly senderRoleArn: string;
}

/** Thrown for a participant whose id cannot name a session, so that no survey of theirs could ever be accepted. */
export class UnvendableParticipantError extends Error {
  override readonly name = "UnvendableParticipantError";
  readonly code = "UNVENDABLE_PARTICIPANT";

  constructor() {
    super(
      "a participant needs an id of 2 to 64 of A-Z a-z 0-9 _ - to be vended credentials: STS takes no shorter session name",
    );
  }
}

/**
 * Checks that a participant's id can name a session: that it is a survey's `user_id`, and of 2 characters or more.
 *
 * @throws UnvendableParticipantError
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assertVendable(participantId: string): void {
  const isUserId = userIdSchema.safeParse(participantId).success;
  if (!isUserId || participantId.length < 2) throw new UnvendableParticipantError();
}

/**
 * Vends credentials of the sender role in a session that is named after the participant. SQS, and so the
 * processor, knows by this name who sends. Call it only for somebody who proved to be this participant.
 *
 * @throws UnvendableParticipantError; whatever STS says.
 * @example
 * await vendCredentials("0001", { sts: new STSClient(), senderRoleArn });
 */
export async function vendCredentials(
  participantId: string,
  { sts, senderRoleArn }: VendingOptions,
): Promise<VendedCredentials> {
  assertVendable(participantId);
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: senderRoleArn,
      RoleSessionName: participantId,
      DurationSeconds: SESSION_SECONDS,
    }),
  );
  return vendedCredentials.parse({
    participant: participantId,
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
    expiresInSeconds: SESSION_SECONDS,
  });
}
