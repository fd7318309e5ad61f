import type { SubmissionState } from "../sending/outbox-view.ts";
import type { SendingState } from "../sending/sending-state.ts";

/** What the banner says; nothing while all goes well. */
export function bannerMessage(state: SendingState): string {
  const { online, waiting, deniedOthers, undeliverable } = state;
  if (!online) {
    const kept = waiting === 0 ? "" : ` ${answers(waiting)} waiting.`;
    return `You are offline. Your answers are kept on this device and sent later.${kept}`;
  }
  const others = deniedOthers.map(
    (other) =>
      `${answers(other.waiting)} kept on this device until the link of participant ${other.participant} is opened.`,
  );
  const earlier =
    undeliverable === 0
      ? []
      : [
          `${answers(undeliverable)} kept on this device and cannot be delivered: the study has moved. Please tell the lab.`,
        ];
  return [ownMessage(state), ...others, ...earlier].filter((part) => part !== "").join(" ");
}

function ownMessage(state: SendingState): string {
  const { nextTry, denied, codeOfAnother, outdated, deniedOthers, undeliverable } = state;
  const others = deniedOthers.reduce((sum, { waiting }) => sum + waiting, undeliverable);
  const waiting = state.waiting - others;
  if (waiting === 0) return "";
  if (outdated) {
    return `This page is out of date. Please close it and open it again. If that does not help, tell the lab. ${answers(waiting)} kept on this device.`;
  }
  if (codeOfAnother) {
    return `The enrolment code on this device belongs to another participant. Please open the link that the lab sent you. ${answers(waiting)} kept on this device.`;
  }
  if (denied) {
    return `The lab does not know this device. Please open the link that the lab sent you. ${answers(waiting)} kept on this device.`;
  }
  if (nextTry === undefined) return "";
  return `The lab cannot be reached just now. ${answers(waiting)} kept on this device; next try at ${clock(nextTry)}.`;
}

/** What becomes of the survey whose receipt is shown. */
export function receiptMessage(state: SubmissionState, sending: SendingState): string {
  // The queue's confirmation says that it has the survey. Whether it counts is judged behind the queue.
  if (state === "sent")
    return "Sent. Your answers have arrived safely. The lab checks them before they count.";
  if (state === "refused") return "Kept on this device, but it could not be sent. Please tell the lab.";
  if (!sending.online)
    return "Kept on this device until you are online. You may close this page; open it again to send.";
  if (sending.outdated) return "Kept on this device until this page is opened again.";
  if (sending.denied) return "Kept on this device until you have opened the link that the lab sent you.";
  if (sending.nextTry !== undefined) return "Kept on this device until the lab can be reached.";
  return "Kept on this device, and being sent …";
}

function answers(waiting: number): string {
  return waiting === 1 ? "1 survey is" : `${waiting} surveys are`;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(undefined, { timeStyle: "medium" });
}
