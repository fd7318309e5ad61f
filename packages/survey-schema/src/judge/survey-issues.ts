import type * as z from "zod/mini";
import type { SurveyIssue } from "./rejection-reason.ts";

/** The issues of a failed check, as a survey's issues. */
export function surveyIssues(
  error: { readonly issues: readonly z.core.$ZodIssue[] } | undefined,
): SurveyIssue[] {
  return (error?.issues ?? []).map(({ code, path, message }) => ({
    code,
    path: path.map((segment) => (typeof segment === "number" ? segment : String(segment))),
    message,
  }));
}
