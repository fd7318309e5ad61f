import type { OutboxStorage } from "@lab/survey-client";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import { connect } from "../sending/connect.ts";
import { createParticipantOutboxes, type ParticipantOutboxes } from "../sending/participant-outboxes.ts";
import { createParticipants, type Participants } from "./participants.ts";
import { createReceipts, type Receipts } from "./receipts.ts";
import { studyNames } from "./storage-names.ts";
import type { SurveyConfig } from "./survey-config.ts";

/** All that a device has of one study: what waits for its queue, who answers, and what was submitted. */
export interface Study {
  readonly config: SurveyConfig;
  readonly storage: OutboxStorage;
  readonly outboxes: ParticipantOutboxes;
  readonly participants: Participants;
  readonly receipts: Receipts;
}

/** @param folder - The path of the page's folder. */
export function createStudy(folder: string, config: SurveyConfig): Study {
  const names = studyNames(folder, config.queueUrl);
  const storage = createIndexedDbStorage({ name: names.outbox });
  const participants = createParticipants(names.participants);
  const outboxes = createParticipantOutboxes(storage, (owner) => connect(config, owner, participants));
  return { config, storage, outboxes, participants, receipts: createReceipts(names.receipts) };
}
