export { type BrokenSurvey, breakRules } from "./generate/break-rules.ts";
export { type Chance, randomAnswers } from "./generate/random-answers.ts";
export type { JsonSchema } from "./json-schema/json-schema.ts";
export { surveyJsonSchema } from "./json-schema/survey-json-schema.ts";
export { answersSchema } from "./judge/answers-schema.ts";
export type { RuleVerdict } from "./judge/apply-rules.ts";
export { canonicalJson } from "./judge/canonical-json.ts";
export { createJudge, type Judge, type JudgedSurvey, type ParsedSurvey } from "./judge/create-judge.ts";
export { isDate, isDateTime, isUtcDateTime } from "./judge/dates.ts";
export {
  type QuestionnaireVersion,
  type SurveyIdentity,
  type SurveyTimes,
  userIdSchema,
} from "./judge/envelope.ts";
export { type IJsonIssue, MAX_NESTING } from "./judge/i-json.ts";
export { isBlank } from "./judge/is-blank.ts";
export { isKnownTimezone } from "./judge/known-timezone.ts";
export { namedParticipant } from "./judge/named-participant.ts";
export { type RejectionReason, rejectionReasonSchema, type SurveyIssue } from "./judge/rejection-reason.ts";
export { type Flag, flagSchema, type RuleCode } from "./judge/rule-code.ts";
export type { Survey, SurveyEnvelope } from "./judge/survey.ts";
export {
  type ChoiceOptions,
  type MultipleChoiceOptions,
  multipleChoice,
  type SingleChoiceOptions,
  singleChoice,
} from "./questionnaire/choice-items.ts";
export { type AnswerTest, type Condition, isShown } from "./questionnaire/condition.ts";
export { defineQuestionnaire, type QuestionnaireDefinition } from "./questionnaire/define-questionnaire.ts";
export type {
  AlwaysAnswered,
  Anchor,
  Answer,
  AnswerOf,
  ChoiceOption,
  DateItem,
  Item,
  LikertItem,
  MultipleChoiceItem,
  NamedItem,
  NumberItem,
  SingleChoiceItem,
  SliderItem,
  TextItem,
  TimeItem,
} from "./questionnaire/item.ts";
export type { AlwaysOptions, ItemOptions } from "./questionnaire/item-options.ts";
export {
  type AlwaysNames,
  type Answers,
  type Consequence,
  type Questionnaire,
  questionnaireRef,
  type Rules,
  type Score,
} from "./questionnaire/questionnaire.ts";
export { QuestionnaireError } from "./questionnaire/questionnaire-error.ts";
export {
  type LikertOptions,
  type LikertScale,
  likert,
  type SliderOptions,
  slider,
} from "./questionnaire/scale-items.ts";
export { mean, type ScoreOptions, scoresOf, sum } from "./questionnaire/scores.ts";
export {
  defineStudy,
  findQuestionnaire,
  MAX_DEFAULT_ITEMS,
  MAX_RECORD_BYTES,
  newestVersion,
  type Study,
  type StudyPlan,
} from "./questionnaire/study.ts";
export type { EnvelopeFields, StudySurvey, SurveyOf } from "./questionnaire/survey-types.ts";
export {
  type DateOptions,
  date,
  type NumberOptions,
  number,
  type TextOptions,
  text,
  time,
} from "./questionnaire/value-items.ts";
export { type Wording, wordingIn } from "./questionnaire/wording.ts";
export { DOCUMENT_FORMAT, ITEM_FORMAT } from "./stored/format.ts";
export {
  parseRedrivenObjectKey,
  parseRejectedObjectKey,
  parseRejudgedObjectKey,
  parseSubmissionKey,
  parseSurveyObjectKey,
  parseUndeliveredObjectKey,
  type RejectedKeyParts,
  type RejudgedKeyParts,
  redrivenObjectKey,
  rejectedObjectKey,
  rejudgedObjectKey,
  type SubmissionKey,
  submissionKey,
  surveyObjectKey,
  timeOfSubmission,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
} from "./stored/keys.ts";
export { type Participant, participantSchema, wrongParticipantAttributes } from "./stored/participant.ts";
export {
  type RejectedDocument,
  type RejectedSurvey,
  rejectedDocumentSchema,
  rejectedSurveySchema,
  type WithdrawnSurvey,
  withdrawnSurveySchema,
} from "./stored/rejected-survey.ts";
export {
  type AttributeValue,
  participantOf,
  type ShownSurvey,
  shownSurvey,
  timeAttributes,
} from "./stored/shown-survey.ts";
export { type Submission, submissionSchema } from "./stored/submission.ts";
export { type StoredAs, submissionOf } from "./stored/submission-of.ts";
export { type UndeliveredSurvey, undeliveredSurveySchema } from "./stored/undelivered-survey.ts";
export { isWithdrawn, type Withdrawal, withdrawalSchema } from "./stored/withdrawal.ts";
export { isClockAhead, MAX_CLOCK_LEAD } from "./time/device-clock.ts";
export { submissionTime, surveyTimestamp } from "./time/timestamp.ts";
export { compareVersions } from "./versions/compare-versions.ts";
export { compareWithEarlier } from "./versions/compare-with-earlier.ts";
export { describeChange } from "./versions/describe-change.ts";
export { labelsOf } from "./versions/labels.ts";
export type {
  AllowedChange,
  ChangedText,
  Correction,
  ItemDifference,
  RefusedChange,
  VersionChange,
} from "./versions/version-change.ts";
