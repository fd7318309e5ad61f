export { canonicalJson } from "./canonical-json.ts";
export { isClockAhead, MAX_CLOCK_LEAD } from "./device-clock.ts";
export { type IJsonIssue, MAX_NESTING } from "./i-json.ts";
export { isBlank } from "./is-blank.ts";
export {
  type JudgedSurvey,
  judgeSurvey,
  type ParsedSurvey,
  parseSurvey,
  reasonsAgainst,
} from "./judge-survey.ts";
export {
  parseRedrivenObjectKey,
  parseRejectedObjectKey,
  parseSubmissionKey,
  parseSurveyObjectKey,
  parseUndeliveredObjectKey,
  type RejectedKeyParts,
  redrivenObjectKey,
  rejectedObjectKey,
  type SubmissionKey,
  submissionKey,
  surveyObjectKey,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
} from "./keys.ts";
export { type Participant, participantSchema } from "./participant.ts";
export { type RejectedSurvey, rejectedSurveySchema } from "./rejected-survey.ts";
export {
  MIN_TIME_ELAPSED,
  type RejectionReason,
  rejectionReasonSchema,
  type SurveyIssue,
} from "./rejection-reason.ts";
export { type StoredAs, type Submission, submissionOf, submissionSchema } from "./submission.ts";
export { MAX_FREETEXT_CHARACTERS, type Survey, type SurveyIdentity, surveySchema } from "./survey.ts";
export { submissionTime, surveyTimestamp } from "./timestamp.ts";
export { type UndeliveredSurvey, undeliveredSurveySchema } from "./undelivered-survey.ts";
