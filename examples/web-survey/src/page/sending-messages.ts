import type { SubmissionState } from "../sending/outbox-view.ts";
import type { SendingState } from "../sending/sending-state.ts";
import type { Words } from "../words/words.ts";

/** What the banner says; nothing while all goes well. */
export function bannerMessage(state: SendingState, { banner }: Words, locale: string): string {
  const { online, waiting, deniedOthers, undeliverable } = state;
  if (!online) {
    return [banner.offline, ...(waiting === 0 ? [] : [banner.offlineWaiting(waiting)])].join(" ");
  }
  return [
    ...ownMessage(state, banner, locale),
    ...deniedOthers.map((other) => banner.others(other.waiting, other.participant)),
    ...(undeliverable === 0 ? [] : [banner.undeliverable(undeliverable)]),
  ].join(" ");
}

function ownMessage(state: SendingState, banner: Words["banner"], locale: string): readonly string[] {
  const { nextTry, denied, codeOfAnother, outdated, deniedOthers, undeliverable } = state;
  const others = deniedOthers.reduce((sum, { waiting }) => sum + waiting, undeliverable);
  const waiting = state.waiting - others;
  if (waiting === 0) return [];
  if (outdated) return [banner.outdated(waiting)];
  if (codeOfAnother) return [banner.codeOfAnother(waiting)];
  if (denied) return [banner.denied(waiting)];
  return nextTry === undefined ? [] : [banner.unreachable(waiting, clock(nextTry, locale))];
}

/** What becomes of the survey whose receipt is shown. */
export function receiptMessage(state: SubmissionState, sending: SendingState, { receipt }: Words): string {
  // The queue's confirmation says that it has the survey. Whether it counts is judged behind the queue.
  if (state === "sent") return receipt.sent;
  if (state === "refused") return receipt.refused;
  if (!sending.online) return receipt.offline;
  if (sending.outdated) return receipt.outdated;
  if (sending.denied) return receipt.denied;
  return sending.nextTry === undefined ? receipt.sending : receipt.unreachable;
}

function clock(milliseconds: number, locale: string): string {
  return new Date(milliseconds).toLocaleTimeString(locale, { timeStyle: "medium" });
}
