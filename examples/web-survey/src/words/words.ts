import type { OutboxStorageCode } from "@lab/survey-client";
import type { NamedItem } from "@lab/survey-schema";
import type { LinkProblem } from "../enrolment/arrive.ts";
import type { Question } from "../page/ask.ts";
import type { NotReady } from "../page/not-ready.ts";

/** Words that stand in the page itself: `index.html` has these names where the words go. */
export type PageWord =
  | "opening"
  | "not_ready"
  | "try_again"
  | "unknown_questionnaire"
  | "participant"
  | "participant_hint"
  | "known_participant"
  | "change_participant"
  | "submit"
  | "saved"
  | "receipt_code"
  | "receipt_hint"
  | "answer_again"
  | "submitted_here"
  | "waiting"
  | "sent"
  | "refused"
  | "refused_advice"
  | "offline_ready"
  | "forget"
  | "language";

/** A heading and what is said below it. */
export interface Announcement {
  readonly title: string;
  readonly text: string;
}

/**
 * Everything that the page says itself, in one language. Questions, answers and instructions are the
 * questionnaire's, see `@lab/study`. Numbers, dates and times come as texts, as people write them in the
 * language. A `count` comes as a number, for its plural.
 */
export interface Words {
  readonly page: Readonly<Record<PageWord, string>>;
  readonly checkingCode: string;
  readonly earlierSubmissions: (count: number) => string;
  /** At the fields of the form. */
  readonly field: {
    readonly optional: string;
    /** The button that takes an answer away that need not be given. */
    readonly clear: string;
    readonly numberFromTo: (min: string, max: string) => string;
    readonly chooseAny: string;
    readonly choose: (min: number, max: number) => string;
    readonly chooseUpTo: (max: number) => string;
    readonly sliderUntouched: string;
    /** How a keyboard answers a slider that was not touched yet. */
    readonly sliderKeys: string;
    readonly sliderAnswer: (value: string) => string;
  };
  /** What is missing or wrong, and what to do. Without a full stop, since the question may follow. */
  readonly problems: {
    /** Before the page's title while there are problems. */
    readonly error: string;
    readonly title: (count: number) => string;
    readonly participantMissing: string;
    readonly participantMalformed: string;
    readonly missing: Readonly<Record<NamedItem["kind"], string>>;
    readonly tooFew: (min: number) => string;
    readonly tooMany: (max: number) => string;
    readonly notANumber: string;
    readonly outOfRange: (min: string, max: string) => string;
    readonly tooManyDecimals: (decimals: number) => string;
    readonly tooLong: (max: string, has: string) => string;
    readonly notADate: string;
    readonly tooEarly: (min: string) => string;
    readonly tooLate: (max: string) => string;
    readonly notATime: string;
    readonly notAccepted: string;
  };
  /** Why submitted answers were not saved. */
  readonly notSaved: {
    readonly title: string;
    readonly stillHere: string;
    readonly noStorage: string;
    readonly tooFastTitle: string;
    readonly tooFast: (seconds: string) => string;
    readonly conflicting: string;
    readonly refused: string;
    readonly storage: Readonly<Record<OutboxStorageCode, string>>;
  };
  readonly notReady: Readonly<Record<NotReady, string>>;
  readonly unknownQuestionnaire: (id: string) => string;
  readonly link: Readonly<Record<LinkProblem, string>>;
  readonly switchParticipant: (from: string, to: string) => Question;
  readonly forget: {
    readonly question: Question;
    readonly losesUnknown: string;
    readonly losesWaiting: (count: number) => string;
    readonly losesRefused: (count: number) => string;
    readonly removing: Announcement;
    readonly removed: Announcement;
    readonly failed: Announcement;
  };
  /** What keeps surveys from being sent. */
  readonly banner: {
    readonly offline: string;
    readonly offlineWaiting: (count: number) => string;
    readonly outdated: (count: number) => string;
    readonly codeOfAnother: (count: number) => string;
    readonly denied: (count: number) => string;
    readonly unreachable: (count: number, time: string) => string;
    readonly others: (count: number, participant: string) => string;
    readonly undeliverable: (count: number) => string;
  };
  /** What became of the survey whose receipt is shown. */
  readonly receipt: Readonly<
    Record<"sent" | "refused" | "offline" | "outdated" | "denied" | "unreachable" | "sending", string>
  >;
}
