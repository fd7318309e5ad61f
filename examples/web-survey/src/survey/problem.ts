import type { NamedItem } from "@lab/survey-schema";

/** What is wrong with one field. */
export type Mistake =
  | { readonly code: "missing"; readonly kind: NamedItem["kind"] }
  | { readonly code: "too_few" | "too_many"; readonly choices: number }
  | { readonly code: "not_a_number" }
  | { readonly code: "out_of_range"; readonly min: number; readonly max: number }
  | { readonly code: "too_many_decimals"; readonly decimals: number }
  | { readonly code: "too_long"; readonly characters: number; readonly max: number }
  | { readonly code: "not_a_date" | "not_a_time" }
  | { readonly code: "too_early" | "too_late"; readonly limit: string }
  /** The judge does not take it, and nothing above says why. */
  | { readonly code: "not_accepted" }
  | { readonly code: "participant_missing" | "participant_malformed" };

/** A field of the form that is missing or wrong. */
export interface Problem {
  /** The item's name, or {@link PARTICIPANT}. */
  readonly field: string;
  readonly mistake: Mistake;
}

/** The field of the participant's number. No item has this name. */
export const PARTICIPANT = "user_id";
