import { byId } from "./element.ts";

/**
 * Shows who answers, or asks: the participant's number is a field that is hidden while it is known.
 *
 * @param enrolled - whether somebody has enrolled on this device, so that another one can answer on it only
 *   by their link.
 */
export function showParticipant(user_id: string | undefined, enrolled: boolean): void {
  const input = byId("user_id", HTMLInputElement);
  input.value = user_id ?? "";
  byId("known-participant-id", HTMLElement).textContent = user_id ?? "";
  byId("change-participant", HTMLButtonElement).hidden = enrolled;
  setKnown(user_id !== undefined);
}

/** Lets somebody else answer. */
export function onChangeParticipant(listener: () => void): void {
  byId("change-participant", HTMLButtonElement).addEventListener("click", () => {
    setKnown(false);
    const input = byId("user_id", HTMLInputElement);
    input.value = "";
    input.focus();
    listener();
  });
}

function setKnown(known: boolean): void {
  const field = byId("user_id", HTMLInputElement).closest(".field");
  if (field instanceof HTMLElement) field.hidden = known;
  byId("known-participant", HTMLElement).hidden = !known;
}
