import type { OutboxView } from "./outbox-view.ts";
import type { Owner, Trouble } from "./participant-outboxes.ts";

/** How sending goes, as far as this page knows. */
export interface SendingState {
  readonly online: boolean;
  /** When the next attempt is after a failed one, in milliseconds since 1970; `undefined` if the last one did not fail. */
  readonly nextTry: number | undefined;
  /** Whether it failed because this device may not send for the participant who answers. */
  readonly denied: boolean;
  /** Whether the device's enrolment code is another participant's. */
  readonly codeOfAnother: boolean;
  /** Whether the browser kept the page from sending, because the page is older than its configuration. */
  readonly outdated: boolean;
  /** How many surveys wait in all. */
  readonly waiting: number;
  /** How many surveys of other participants wait for these participants' links. */
  readonly deniedOthers: readonly { readonly participant: string; readonly waiting: number }[];
  /** How many surveys wait for an earlier queue of this page, which does not take them. */
  readonly undeliverable: number;
}

/** What a study has on this device, and what is wrong with sending it. */
export interface StudyView {
  readonly view: OutboxView;
  readonly troubles: ReadonlyMap<Owner, Trouble>;
}

/**
 * Puts together what the participant should know.
 *
 * @param user_id - who answers.
 * @param earlier - the studies that the page was of before.
 */
export function sendingState(
  { view, troubles }: StudyView,
  earlier: readonly StudyView[],
  user_id: Owner,
  { online, outdated }: Pick<SendingState, "online" | "outdated">,
): SendingState {
  const waitingOf = (owner: Owner) => view.waitingOf.get(owner) ?? 0;
  const failed = [...troubles].filter(([owner]) => waitingOf(owner) > 0);
  const tries = failed.flatMap(([, { kind, nextTry }]) => (kind === "unreachable" ? [nextTry] : []));
  const own = waitingOf(user_id) > 0 ? troubles.get(user_id)?.kind : undefined;
  return {
    online,
    outdated,
    nextTry: tries.length === 0 ? undefined : Math.min(...tries),
    denied: own === "denied" || own === "code_of_another",
    codeOfAnother: own === "code_of_another",
    waiting: [view, ...earlier.map((study) => study.view)].reduce((sum, { waiting }) => sum + waiting, 0),
    deniedOthers: failed.flatMap(([participant, { kind }]) =>
      participant === undefined || participant === user_id || kind === "unreachable"
        ? []
        : [{ participant, waiting: waitingOf(participant) }],
    ),
    undeliverable: earlier.reduce((sum, study) => sum + undeliverableIn(study), 0),
  };
}

function undeliverableIn({ view, troubles }: StudyView): number {
  const failing = [...view.waitingOf].filter(([owner]) => troubles.has(owner));
  return failing.reduce((sum, [, waiting]) => sum + waiting, 0);
}

/** What all studies of a page have on this device, as one list. */
export function mergedView(views: readonly OutboxView[]): Omit<OutboxView, "waitingOf"> {
  const sum = (count: (view: OutboxView) => number) => views.reduce((total, view) => total + count(view), 0);
  return {
    waiting: sum(({ waiting }) => waiting),
    sent: sum(({ sent }) => sent),
    refused: sum(({ refused }) => refused),
    submissions: views
      .flatMap(({ submissions }) => submissions)
      .sort((a, b) => b.submittedAt.localeCompare(a.submittedAt)),
  };
}
