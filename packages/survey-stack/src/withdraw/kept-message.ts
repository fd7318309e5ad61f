import { type Senders, whoseSurvey } from "@lab/survey-processor";
import {
  isWithdrawn,
  namedParticipant,
  type RejectedSurvey,
  type UndeliveredSurvey,
} from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";
import { readWithdrawal } from "./read-withdrawals.ts";

/** A message that a document of the rejected bucket keeps. */
export interface KeptMessage {
  readonly body: string;
  readonly senderId: string;
  /** When the queue took it, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** The message of a rejected survey, or of one that could not be delivered. */
export function keptMessage(document: RejectedSurvey | UndeliveredSurvey): KeptMessage {
  if ("message" in document) {
    const { body, attributes } = document.message;
    return { body, senderId: attributes.SenderId, sentAt: Number(attributes.SentTimestamp) };
  }
  return { body: document.body, senderId: document.sender_id, sentAt: Date.parse(document.sent_at) };
}

/** Whose survey a kept message is, as the processor of this stack sees it; undefined when that cannot be told. */
export function participantOfMessage(
  { outputs }: Stack,
  { body, senderId }: KeptMessage,
): string | undefined {
  const { senderRoleId: roleId } = outputs;
  const senders: Senders =
    roleId === undefined ? { mode: "trusted-app" } : { mode: "per-participant", roleId };
  return whoseSurvey(senders, senderId, namedParticipant(body));
}

/** Whether the participant has withdrawn whose survey a kept message is, so that it may not be kept any longer. */
export async function isMessageWithdrawn(stack: Stack, message: KeptMessage): Promise<boolean> {
  const user_id = participantOfMessage(stack, message);
  return user_id !== undefined && isWithdrawn(await readWithdrawal(stack, user_id), message.sentAt);
}
