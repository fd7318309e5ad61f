import type { OutboxView } from "../sending/outbox-view.ts";
import { askToChange } from "./ask.ts";

/**
 * Asks whether everything is to be removed from this device, and says what will be lost.
 *
 * @param view - what is on the device; `undefined` if it could not be read.
 */
export function askToForget(view: Pick<OutboxView, "waiting" | "refused"> | undefined): Promise<boolean> {
  return askToChange({
    title: "Forget this device?",
    text: [
      ...lossesIn(view),
      "Your participant number, your enrolment code and the list of what you submitted are removed from this device. Answers that were sent stay with the lab.",
      "To answer on this device again, you need the link that the lab sent you.",
    ],
    keep: "Keep everything",
    change: "Remove everything",
  });
}

function lossesIn(view: Pick<OutboxView, "waiting" | "refused"> | undefined): readonly string[] {
  if (view === undefined) return ["Answers that have not been sent yet will be lost for good."];
  return [
    ...(view.waiting > 0 ? [`${surveys(view.waiting)} not been sent yet and will be lost for good.`] : []),
    ...(view.refused > 0
      ? [`${surveys(view.refused)} been refused and will be lost for good. The lab has not seen them.`]
      : []),
  ];
}

function surveys(count: number): string {
  return count === 1 ? "1 survey has" : `${count} surveys have`;
}
