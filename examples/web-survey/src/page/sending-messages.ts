import type { SubmissionState } from "../sending/outbox-view.ts";

/** How sending goes, as far as this page knows. */
export interface SendingState {
  readonly online: boolean;
  /** When the next attempt is after a failed one, in milliseconds since 1970; `undefined` if the last one did not fail. */
  readonly nextTry: number | undefined;
  /** Whether it failed because this device may not send. */
  readonly denied: boolean;
  readonly waiting: number;
}

/** What the banner says; nothing while all goes well. */
export function bannerMessage({ online, nextTry, denied, waiting }: SendingState): string {
  if (!online) {
    const kept = waiting === 0 ? "" : ` ${answers(waiting)} waiting.`;
    return `You are offline. Your answers are kept on this device and sent later.${kept}`;
  }
  if (denied && waiting > 0) {
    return `The lab does not know this device. Please open the link that the lab sent you. ${answers(waiting)} kept on this device.`;
  }
  if (nextTry !== undefined && waiting > 0) {
    return `The lab cannot be reached just now. ${answers(waiting)} kept on this device; next try at ${clock(nextTry)}.`;
  }
  return "";
}

/** What becomes of the survey whose receipt is shown. */
export function receiptMessage(state: SubmissionState, { online, nextTry, denied }: SendingState): string {
  if (state === "sent") return "Sent. The lab has received your answers.";
  if (state === "refused") return "Kept on this device, but it could not be sent. Please tell the lab.";
  if (!online)
    return "Kept on this device until you are online. You may close this page; open it again to send.";
  if (denied) return "Kept on this device until you have opened the link that the lab sent you.";
  if (nextTry !== undefined) return "Kept on this device until the lab can be reached.";
  return "Kept on this device, and being sent …";
}

function answers(waiting: number): string {
  return waiting === 1 ? "1 survey is" : `${waiting} surveys are`;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(undefined, { timeStyle: "medium" });
}
