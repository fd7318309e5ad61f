import type { OutboxView } from "../sending/outbox-view.ts";
import type { Words } from "../words/words.ts";
import { askToChange } from "./ask.ts";
import { speech } from "./speech.ts";

/**
 * Asks whether everything is to be removed from this device, and says what will be lost.
 *
 * @param view - what is on the device; `undefined` if it could not be read.
 */
export function askToForget(view: Pick<OutboxView, "waiting" | "refused"> | undefined): Promise<boolean> {
  const { forget } = speech().words;
  const { question } = forget;
  return askToChange({ ...question, text: [...lossesIn(view, forget), ...question.text] });
}

function lossesIn(
  view: Pick<OutboxView, "waiting" | "refused"> | undefined,
  { losesUnknown, losesWaiting, losesRefused }: Words["forget"],
): readonly string[] {
  if (view === undefined) return [losesUnknown];
  return [
    ...(view.waiting > 0 ? [losesWaiting(view.waiting)] : []),
    ...(view.refused > 0 ? [losesRefused(view.refused)] : []),
  ];
}
