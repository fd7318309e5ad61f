import type { RejectionReason } from "@lab/survey-schema";
import { judge } from "./evening.ts";

/** What is wrong with a survey's text, in the words of a log line. Nothing, if it is valid. */
export function complaints(text: string): string[] {
  const judged = judge.judge(text);
  return judged.valid ? [] : judged.reasons.map(inWords);
}

function inWords(reason: RejectionReason): string {
  switch (reason.code) {
    case "malformed":
      // An issue names the field and never quotes its value.
      return reason.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    case "too_fast":
      return "answered too fast";
    default:
      return reason.code;
  }
}
