import * as z from "zod/mini";

/** The codes of a questionnaire's rules. Each rule may reject a survey or flag it. */
const ruleCodes = ["too_fast", "no_text", "failed_check"] as const satisfies readonly RuleCode[];

/** A code of a questionnaire's rules. */
export type RuleCode = "too_fast" | "no_text" | "failed_check";

/**
 * What is recorded of an accepted survey, and does not speak against it.
 *
 * - `straight_lined`: at least five Likert items with equally many points all have the same answer;
 * - `too_slow`: it took longer than the questionnaire's `maxSeconds`;
 * - `unknown_timezone`: the engine of the judge does not know its `timezone`;
 * - `too_fast`, `no_text`, `failed_check`: a rule that flags instead of rejecting.
 */
export const flagSchema = z.enum(["straight_lined", "too_slow", "unknown_timezone", ...ruleCodes]);
/** A flag: see {@link flagSchema}. */
export type Flag = z.infer<typeof flagSchema>;
