import { canonicalSha256, senderReasons } from "@lab/survey-processor";
import {
  type JudgedSurvey,
  type RejectedSurvey,
  type RejectionReason,
  type SurveyEnvelope,
  surveyObjectKey,
} from "@lab/survey-schema";
import { readSurvey } from "../contents/survey-object.ts";
import type { Stack } from "../stack/stack.ts";
import type { Findings } from "./check-objects.ts";

type Code = RejectionReason["code"];

/**
 * Judges a rejected survey again. Its reasons have to follow from its body. A conflict is compared with the
 * stored survey, and a wrong sender with the stack's sender role.
 */
export async function judgeRejected(key: string, document: RejectedSurvey, stack: Stack): Promise<Findings> {
  const said = codesOf(document.reasons);
  const judged = stack.judge.judge(document.body, (survey) => wrongSender(survey, document, stack));
  const expected = judged.valid ? await conflicts(judged, stack) : codesOf(judged.reasons);
  const checkable = stack.outputs.senderRoleId !== undefined || !said.includes("wrong_sender");
  const notes = checkable ? [] : [{ kind: "sender_not_checked", key } as const];
  if (said.includes("unknown_questionnaire") && !expected.includes("unknown_questionnaire")) {
    return { differences: [], notes: [...notes, { kind: "questionnaire_known_now", key }] };
  }
  if (expected.length === 0) return { differences: [{ kind: "valid_survey_rejected", key }], notes };
  if (expected.join() === said.join()) return { differences: [], notes };
  return { differences: [{ kind: "reasons_differ", key, reasons: said, expected }], notes };
}

/**
 * What speaks against the sender that the document names. The processor names the sender only when it rejects
 * a survey for it. Other documents cannot be checked.
 */
function wrongSender(
  survey: SurveyEnvelope,
  { reasons }: RejectedSurvey,
  { outputs }: Stack,
): readonly RejectionReason[] {
  const named = reasons.find(({ code }) => code === "wrong_sender");
  if (named?.code !== "wrong_sender") return [];
  if (outputs.senderRoleId === undefined) return [named];
  const senders = { mode: "per-participant", roleId: outputs.senderRoleId } as const;
  return senderReasons(senders, named.sender_id, survey);
}

/** A valid survey is rejected for one reason only. A different survey holds its key. */
async function conflicts(
  { survey, json }: Extract<JudgedSurvey, { valid: true }>,
  stack: Stack,
): Promise<Code[]> {
  const occupant = await readSurvey(stack, surveyObjectKey(survey));
  if (occupant === "absent") return [];
  // Something that cannot be judged holds the key, which is found when objects are checked.
  if (typeof occupant === "string") return ["conflicting"];
  return occupant.submission.canonical_sha256 === canonicalSha256(json) ? [] : ["conflicting"];
}

/** Codes in one order. The issues of a malformed survey are not compared, since their wording may change. */
function codesOf(reasons: readonly RejectionReason[]): Code[] {
  return reasons.map(({ code }) => code).sort();
}
