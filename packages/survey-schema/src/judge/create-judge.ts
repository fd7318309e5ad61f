import { questionnaireRef } from "../questionnaire/questionnaire.ts";
import { findQuestionnaire, type Study } from "../questionnaire/study.ts";
import { applyRules, type RuleVerdict } from "./apply-rules.ts";
import { findIJsonIssues } from "./i-json.ts";
import { participantIn } from "./named-participant.ts";
import { readAnswers } from "./read-answers.ts";
import { isRecord, readEnvelope } from "./read-envelope.ts";
import type { RejectionReason, SurveyIssue } from "./rejection-reason.ts";
import type { Flag } from "./rule-code.ts";
import type { Survey, SurveyEnvelope } from "./survey.ts";

/** A message body whose shape was checked. `json` is the whole parsed JSON text, extra fields included. */
export type ParsedSurvey =
  | { readonly wellFormed: true; readonly known: true; readonly survey: Survey; readonly json: unknown }
  /** Of a questionnaire, or a version, that the study does not have. Its answers were not looked at. */
  | {
      readonly wellFormed: true;
      readonly known: false;
      readonly survey: SurveyEnvelope;
      readonly json: unknown;
    }
  | {
      readonly wellFormed: false;
      readonly reasons: readonly RejectionReason[];
      /** Whom the body names all the same. */
      readonly names: string | undefined;
    };

/** A message body whose shape and content were checked. Only a valid survey may be stored and counted. */
export type JudgedSurvey =
  | { readonly valid: true; readonly survey: Survey; readonly json: unknown; readonly flags: readonly Flag[] }
  | {
      readonly valid: false;
      readonly reasons: readonly RejectionReason[];
      /** The participant whom the body names; undefined when it names nobody. */
      readonly names: string | undefined;
    };

/** Judges the surveys of a study. */
export interface Judge {
  /**
   * Checks that a text is a well-formed survey: JSON, I-JSON (RFC 7493), and of the shape of its questionnaire. Never throws.
   *
   * @example
   * const parsed = judge.parse('{"user_id":"0001"}');
   * if (!parsed.wellFormed) console.log(parsed.reasons); // [{ code: "malformed", issues: [...] }]
   */
  parse(text: string): ParsedSurvey;
  /**
   * Judges a text as the processor does: well-formed, of a questionnaire of the study, and with no rule of the questionnaire against
   * it. Gives every reason that applies. Never throws.
   *
   * Whether a valid survey is in the end accepted also depends on what is stored already. A different survey of the same participant,
   * second and questionnaire makes it `conflicting`.
   *
   * @param furtherReasons - What speaks against a well-formed survey and cannot be told from its text, such as who sent it. Default:
   *   nothing.
   */
  judge(text: string, furtherReasons?: (survey: SurveyEnvelope) => readonly RejectionReason[]): JudgedSurvey;
  /** What the rules of its questionnaire say of a well-formed survey. */
  applyRules(survey: Survey): RuleVerdict;
}

/**
 * Makes the judge of a study's surveys. The device, the processor and all commands judge by it, so they agree.
 *
 * @example
 * const judge = createJudge(study);
 * const judged = judge.judge(body);
 * if (!judged.valid) console.log(judged.reasons); // [{ code: "too_fast" }]
 */
export function createJudge(study: Study): Judge {
  function parse(text: string): ParsedSurvey {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return { wellFormed: false, reasons: [{ code: "not_json" }], names: undefined };
    }
    const issues: SurveyIssue[] = findIJsonIssues(text);
    const { answered, envelope } = readEnvelope(json, study.defaultQuestionnaire, issues);
    const definition = answered && findQuestionnaire(study, answered.id, answered.version);
    const answers = isRecord(json) && definition && readAnswers(json, definition, issues);
    if (envelope === undefined || issues.length > 0) {
      return { wellFormed: false, reasons: [{ code: "malformed", issues }], names: participantIn(json) };
    }
    return definition && answers
      ? { wellFormed: true, known: true, survey: { ...envelope, definition, answers }, json }
      : { wellFormed: true, known: false, survey: envelope, json };
  }

  return {
    parse,
    applyRules,
    judge(text, furtherReasons = () => []) {
      const parsed = parse(text);
      if (!parsed.wellFormed) return { valid: false, reasons: parsed.reasons, names: parsed.names };
      const { survey, json } = parsed;
      const names = survey.user_id;
      const further = furtherReasons(survey);
      if (!parsed.known) {
        const questionnaire = questionnaireRef(survey.answered);
        return {
          valid: false,
          reasons: [...further, { code: "unknown_questionnaire", questionnaire }],
          names,
        };
      }
      const { reasons, flags } = applyRules(parsed.survey);
      return further.length + reasons.length === 0
        ? { valid: true, survey: parsed.survey, json, flags }
        : { valid: false, reasons: [...further, ...reasons], names };
    },
  };
}
