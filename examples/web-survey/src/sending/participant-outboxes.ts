import {
  createOutbox,
  type Outbox,
  type OutboxEvent,
  type OutboxStorage,
  type SurveyClient,
} from "@lab/survey-client";
import { participantStorage } from "./participant-storage.ts";
import { surveyOwner } from "./survey-owner.ts";

/** Whose surveys: a participant's, or `undefined` for entries that are nobody's. */
export type Owner = string | undefined;

/** Why the last attempt to send a participant's surveys failed. */
export interface Trouble {
  /** When the next attempt is, in milliseconds since 1970. */
  readonly nextTry: number;
  /**
   * - `denied`: this device may not send for this participant;
   * - `code_of_another`: because its enrolment code is another participant's;
   * - `unreachable`: anything that may pass.
   */
  readonly kind: "denied" | "code_of_another" | "unreachable";
}

/** An outbox for each participant of a study on this device. Each sends on its own, and with its own credentials. */
export interface ParticipantOutboxes {
  /** The participant's outbox, which sends from now on. */
  of(owner: Owner): Outbox;
  /** Lets everybody's surveys be sent that wait now, also of those who answered before. Rejects when the storage fails. */
  sendWaiting(): Promise<void>;
  /** What is wrong with sending, by participant; nobody is in it whose last attempt did not fail. */
  troubles(): ReadonlyMap<Owner, Trouble>;
  /** Forgets all failures, because the device has come online, and everything is tried at once. */
  forgetTroubles(): void;
  /** Calls the listener with every event of every outbox. */
  subscribe(listener: (event: OutboxEvent) => void): void;
  /** Ends the sending for good; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export function createParticipantOutboxes(
  storage: OutboxStorage,
  clientOf: (owner: Owner) => Pick<SurveyClient, "sendAll">,
): ParticipantOutboxes {
  const outboxes = new Map<Owner, Outbox>();
  const troubles = new Map<Owner, Trouble>();
  const listeners: ((event: OutboxEvent) => void)[] = [];
  let stopped = false;

  function start(owner: Owner): Outbox {
    const outbox = createOutbox({ client: clientOf(owner), storage: participantStorage(storage, owner) });
    outbox.subscribe((event) => {
      if (event.type === "next_try") {
        troubles.set(owner, { nextTry: event.at, kind: kindOf(event.error) });
      } else if (event.type === "sent" || isWithoutTrouble(event)) troubles.delete(owner);
      for (const listener of listeners) listener(event);
    });
    outbox.start();
    outboxes.set(owner, outbox);
    return outbox;
  }

  const of = (owner: Owner) => outboxes.get(owner) ?? start(owner);
  return {
    of,
    async sendWaiting() {
      const owners = new Set((await storage.list()).map(({ id }) => surveyOwner(id)));
      if (stopped) return;
      for (const owner of owners) of(owner).wake();
    },
    troubles: () => troubles,
    forgetTroubles: () => troubles.clear(),
    subscribe: (listener) => void listeners.push(listener),
    async stop() {
      stopped = true;
      await Promise.all([...outboxes.values()].map((outbox) => outbox.stop()));
    },
  };
}

/**
 * Whether nothing kept surveys from being sent. It is true also when none waited any more, because another
 * tab has sent them.
 */
function isWithoutTrouble(event: OutboxEvent): boolean {
  return event.type === "progress" && event.failure === undefined && event.failed === 0;
}

/** Codes of failures that only the lab, or its link, can help. */
const denied: ReadonlySet<string> = new Set(["access_denied", "configuration"]);

function kindOf({ code, cause }: { readonly code: string; readonly cause?: unknown }): Trouble["kind"] {
  if (!denied.has(code)) return "unreachable";
  const isOfAnother = cause instanceof Error && "code" in cause && cause.code === "CREDENTIALS_OF_ANOTHER";
  return isOfAnother ? "code_of_another" : "denied";
}
