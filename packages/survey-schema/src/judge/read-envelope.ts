import type * as z from "zod/mini";
import {
  envelopeSchema,
  parseQuestionnaireRef,
  type QuestionnaireVersion,
  seedEnvelopeSchema,
} from "./envelope.ts";
import type { SurveyIssue } from "./rejection-reason.ts";
import type { SurveyEnvelope } from "./survey.ts";
import { surveyIssues } from "./survey-issues.ts";

/** What either schema gives. */
type SurveyEnvelopeFields = z.infer<typeof seedEnvelopeSchema> & Partial<z.infer<typeof envelopeSchema>>;
type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isRecord(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** What can be told of a survey whatever its questionnaire is. */
export interface ReadEnvelope {
  /** Which questionnaire it answers, whatever else is wrong with it; undefined when that cannot be told. */
  readonly answered: QuestionnaireVersion | undefined;
  /** Undefined when something is wrong with it. */
  readonly envelope: SurveyEnvelope | undefined;
}

function answeredBy(json: Json, defaultId: string | undefined): QuestionnaireVersion | undefined {
  if (Object.hasOwn(json, "questionnaire")) return parseQuestionnaireRef(String(json.questionnaire));
  return defaultId === undefined ? undefined : { id: defaultId, version: 1 };
}

/** Reads what every survey has. What is wrong with it is added to the issues. */
export function readEnvelope(
  json: unknown,
  defaultId: string | undefined,
  issues: SurveyIssue[],
): ReadEnvelope {
  const names = isRecord(json) && Object.hasOwn(json, "questionnaire");
  const result = (names ? envelopeSchema : seedEnvelopeSchema).safeParse(json);
  issues.push(...surveyIssues(result.error));
  const answered = isRecord(json) ? answeredBy(json, defaultId) : undefined;
  if (isRecord(json) && !names && answered === undefined) {
    const message = "must be named, since the study has no default questionnaire";
    issues.push({ code: "invalid_type", path: ["questionnaire"], message });
  }
  if (!result.success || answered === undefined) return { answered, envelope: undefined };
  const { questionnaire: _, ...envelope }: SurveyEnvelopeFields = result.data;
  const named = answered.id !== defaultId && { questionnaire: answered.id };
  return { answered, envelope: { ...envelope, ...named, answered } };
}
