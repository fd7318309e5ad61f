import * as z from "zod/mini";
import { submissionTime } from "../time/timestamp.ts";
import { isDateTime } from "./dates.ts";

/** A participant's id. */
export const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

export const TEXT = "must be a string";
const SECONDS = "must be a number of seconds, 0 or more";
const REFERENCE = /^([a-z][a-z0-9_]{0,31})@([1-9]\d{0,3})$/;
export const TIMEZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;
export const MAX_TIMEZONE_LENGTH = 64;
export const UTC_OFFSET = /^[+-](0[0-9]|1[0-4]):[0-5][0-9]$/;

/** A participant's id: 1 to 64 of `A-Z a-z 0-9 _ -`. Leading zeros matter. */
export const userIdSchema = z.string(TEXT).check(z.regex(USER_ID, "must be 1 to 64 of A-Z a-z 0-9 _ -"));

const moment = z.optional(
  z
    .string(TEXT)
    .check(z.refine(isDateTime, "must be a date and time with offset, like 2026-03-02T12:00:00+01:00")),
);

/** What a survey of any questionnaire has beside its answers. */
const seedShape = {
  user_id: userIdSchema,
  /** When it was answered, by the device's local clock: `MMDDYYHHMMSS`. */
  timestamp: z
    .string(TEXT)
    .check(
      z.refine((text) => submissionTime(text) !== undefined, "must be a real date and time, MMDDYYHHMMSS"),
    ),
  /** How long answering took, in seconds. */
  time_elapsed: z.number(SECONDS).check(z.minimum(0, SECONDS)),
};

const OBJECT = "must be a JSON object";

/** A survey that names no questionnaire. Everything else in it is an answer, or a field that nobody asked for. */
export const seedEnvelopeSchema = z.object(seedShape, OBJECT);

/** A survey that names its questionnaire. Only then are the fields of time understood as well. */
export const envelopeSchema = z.object(
  {
    ...seedShape,
    /** Id and version: `momentary@2`. */
    questionnaire: z
      .string(TEXT)
      .check(z.regex(REFERENCE, "must be a questionnaire's id and version, like daily@1")),
    /** IANA name of the device's time zone. Its syntax is checked. */
    timezone: z.optional(
      z
        .string(TEXT)
        .check(
          z.maxLength(MAX_TIMEZONE_LENGTH),
          z.regex(TIMEZONE, "must be the name of a time zone, like Europe/Berlin"),
        ),
    ),
    /** The device's offset from UTC, `±HH:MM`. */
    utc_offset: z.optional(
      z.string(TEXT).check(z.regex(UTC_OFFSET, "must be an offset from UTC, like +02:00")),
    ),
    /** When the prompt was planned: RFC 3339 with offset. */
    scheduled_at: moment,
    /** When the participant was notified. */
    notified_at: moment,
    /** When she began to answer. */
    started_at: moment,
  },
  OBJECT,
);

/** The fields of time that a survey which names its questionnaire may have, all optional. */
export interface SurveyTimes {
  readonly timezone?: string | undefined;
  readonly utc_offset?: string | undefined;
  readonly scheduled_at?: string | undefined;
  readonly notified_at?: string | undefined;
  readonly started_at?: string | undefined;
}

/** What makes two messages the same submission: the participant, the second and the questionnaire. */
export interface SurveyIdentity {
  readonly user_id: string;
  readonly timestamp: string;
  /** The questionnaire's id. Left out for the study's default. */
  readonly questionnaire?: string;
}

/** A questionnaire's id and version. */
export interface QuestionnaireVersion {
  readonly id: string;
  readonly version: number;
}

/**
 * Reads a survey's `questionnaire`.
 *
 * @returns undefined for a text that {@link envelopeSchema} does not take.
 * @example parseQuestionnaireRef("momentary@2") // { id: "momentary", version: 2 }
 */
export function parseQuestionnaireRef(ref: string): QuestionnaireVersion | undefined {
  const [, id, version] = REFERENCE.exec(ref) ?? [];
  return id === undefined ? undefined : { id, version: Number(version) };
}
