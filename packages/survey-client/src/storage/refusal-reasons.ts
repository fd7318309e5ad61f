import { rejectionReasonSchema } from "@lab/survey-schema";
import type { RefusalReason } from "./outbox-storage.ts";

/**
 * The reasons in a stored JSON text with a property `reasons`; reasons that cannot be recognised any more are
 * left out.
 */
export function parseRefusalReasons(text: string | undefined): RefusalReason[] {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? "null");
  } catch {
    return [];
  }
  const reasons = typeof stored === "object" && stored !== null && "reasons" in stored ? stored.reasons : [];
  return Array.isArray(reasons) ? reasons.flatMap((reason) => parseRefusalReason(reason)) : [];
}

function parseRefusalReason(reason: unknown): RefusalReason[] {
  const result = rejectionReasonSchema.safeParse(reason);
  if (result.success) return [result.data];
  const isTooLarge =
    typeof reason === "object" && reason !== null && "code" in reason && reason.code === "too_large";
  return isTooLarge ? [{ code: "too_large" }] : [];
}
