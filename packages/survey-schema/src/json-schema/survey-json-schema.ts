import { MAX_TIMEZONE_LENGTH, TIMEZONE, USER_ID, UTC_OFFSET } from "../judge/envelope.ts";
import type { NamedItem } from "../questionnaire/item.ts";
import { type Questionnaire, questionnaireRef } from "../questionnaire/questionnaire.ts";
import type { Study } from "../questionnaire/study.ts";
import { type Wording, wordingIn } from "../questionnaire/wording.ts";
import { answerJsonSchema } from "./answer-json-schema.ts";
import { conditionJsonSchema } from "./condition-json-schema.ts";
import { DATE_TIME_PATTERN, TIMESTAMP_PATTERN } from "./date-patterns.ts";
import type { JsonSchema } from "./json-schema.ts";

const moment = { type: "string", pattern: DATE_TIME_PATTERN };

/** What every survey has beside its answers. */
const envelope = {
  user_id: { type: "string", pattern: USER_ID.source },
  timestamp: { type: "string", pattern: TIMESTAMP_PATTERN },
  time_elapsed: { type: "number", minimum: 0 },
};

/** What a survey that names its questionnaire may tell of time. */
const times = {
  timezone: { type: "string", maxLength: MAX_TIMEZONE_LENGTH, pattern: TIMEZONE.source },
  utc_offset: { type: "string", pattern: UTC_OFFSET.source },
  scheduled_at: moment,
  notified_at: moment,
  started_at: moment,
};

/**
 * A JSON Schema (draft 2020-12) of the surveys of one questionnaire, as an app sends them, for validators in any language. It needs no
 * assertion of formats, and refers to no other schema.
 *
 * A survey that it refuses is malformed, or is of another questionnaire. A survey that it takes can still be malformed, since a JSON
 * Schema cannot say
 *
 * - that the text is I-JSON (RFC 7493): no name twice in one object, no half of a surrogate pair, no number that a double does not
 *   hold, no nesting deeper than 64 levels;
 * - how many decimals a number has, and in which steps a slider goes, unless those are whole numbers and multiples of one.
 *
 * It describes shapes, and not the questionnaire's rules, by which a well-formed survey is rejected or has a flag.
 *
 * @param study - tells the default questionnaire. Surveys of its version 1 need not name it.
 * @example JSON.stringify(surveyJsonSchema(momentary2, study))
 */
export function surveyJsonSchema(
  questionnaire: Questionnaire,
  { defaultQuestionnaire }: Pick<Study, "defaultQuestionnaire">,
): JsonSchema {
  const { id, version, items, title, languages } = questionnaire;
  const [original = ""] = languages;
  const mayBeUnnamed = id === defaultQuestionnaire && version === 1;
  const always = items.filter(({ required, showIf }) => required && showIf === undefined);
  const conditions = items.flatMap((item) => conditionOf(item));
  const answers = items.map((item) => [
    item.name,
    { ...titleOf(item.label, original), ...answerJsonSchema(item) },
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...titleOf(title, original),
    type: "object",
    required: [
      ...Object.keys(envelope),
      ...(mayBeUnnamed ? [] : ["questionnaire"]),
      ...always.map(({ name }) => name),
    ],
    properties: {
      ...envelope,
      questionnaire: { const: questionnaireRef(questionnaire) },
      ...Object.fromEntries(answers),
    },
    dependentSchemas: { questionnaire: { properties: times } },
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

function titleOf(wording: Wording, language: string): JsonSchema {
  return { title: wordingIn(wording, language) };
}

/** That an item is absent where it is hidden, and there where it is shown and required. */
function conditionOf({ name, required, showIf }: NamedItem): JsonSchema[] {
  if (showIf === undefined) return [];
  return [
    {
      if: conditionJsonSchema(showIf),
      ...(required && { then: { required: [name] } }),
      else: { properties: { [name]: false } },
    },
  ];
}
