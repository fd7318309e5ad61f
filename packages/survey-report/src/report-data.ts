import type { Flag, RejectionReason, StudyPlan } from "@lab/survey-schema";

/** How many surveys were answered, of how many that were expected. */
export interface Answered {
  readonly answered: number;
  readonly expected: number;
}

/** How participants are doing today. Test accounts are only counted, and are in no other number of the report. */
export interface ParticipantNumbers {
  readonly total: number;
  /** Surveys are expected of them today. They are the active and the silent ones. */
  readonly takingPart: number;
  readonly active: number;
  readonly silent: number;
  readonly finished: number;
  /** The roster has them begin later. */
  readonly notBegun: number;
  readonly withdrawn: number;
  readonly testAccounts: number;
}

/** Accepted surveys. */
export interface SurveyNumbers {
  readonly total: number;
  /** The queue took them today, in the time zone of the participant, or in UTC if none is known. */
  readonly today: number;
  /** Answered before the participant's first study day, after the last, or after a withdrawal. They count for no response rate. */
  readonly outsideStudyDays: number;
}

/** A participant's study days, for the heat map. */
export interface HeatRow extends Answered {
  readonly participant: string;
  readonly takingPart: boolean;
  /** Surveys on each study day that has begun. The last may be today, which counts for no rate yet. */
  readonly cells: readonly number[];
  /** How many of these days are over. */
  readonly daysOver: number;
}

/** Participants of whom there is no row, with about the same response rate. */
export interface HeatBand {
  /** In percent. Both left out: no study day of theirs is over. */
  readonly from?: number;
  readonly to?: number;
  readonly participants: number;
  readonly cells: readonly Answered[];
}

export interface HeatMap {
  readonly promptsPerDay: number;
  readonly days: number;
  /** Who needs to be looked at comes first: those who take part before the others, then the lowest rate. */
  readonly rows: readonly HeatRow[];
  readonly bands: readonly HeatBand[];
}

/** Somebody who takes part and has sent nothing for a while. */
export interface SilentParticipant {
  readonly participant: string;
  /** The last day on which a survey arrived, or the day before the first study day: `YYYY-MM-DD`. */
  readonly since: string;
  readonly days: number;
  readonly surveys: number;
}

/** A list that ends somewhere, and how many there would be after that. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly more: number;
}

/** A device whose clock does not agree with the queue's. */
export interface WrongClock {
  readonly participant: string;
  readonly surveys: number;
  /**
   * By how much it is ahead, in seconds; negative where it is behind. Behind is how late the soonest survey came, so a device that is
   * never online looks the same.
   */
  readonly aheadSeconds: number;
}

/** The middle half of some values. */
export interface Spread {
  readonly count: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** An answer that can be chosen. */
export interface Choice {
  readonly value: number | string;
  /** Empty: it has none. */
  readonly label: string;
}

/** What was answered over time. The arrays have one entry for each step. A step without a spread has no answers. */
export type ItemTrend =
  | {
      readonly kind: "choices";
      /** Whether one answer can be several of them. */
      readonly several: boolean;
      readonly choices: readonly Choice[];
      /** How many answers there are in each step, and how many chose what. */
      readonly answers: readonly number[];
      readonly chosen: readonly (readonly number[])[];
    }
  | { readonly kind: "spread"; readonly measure: Measure; readonly steps: readonly (Spread | undefined)[] };

/** What of an answer is measured: itself, its time of day in minutes, its days before the survey, or its length in characters. */
export type Measure = "answer" | "time_of_day" | "days_before" | "characters";

/** An item of a questionnaire, in the newest words. */
export interface ItemReport {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly answers: number;
  readonly trend: ItemTrend;
}

export interface QuestionnaireReport {
  readonly id: string;
  readonly title: string;
  readonly surveys: number;
  /** How long answering took, in seconds, over all and in each step. */
  readonly seconds: Spread | undefined;
  readonly secondsByStep: readonly (Spread | undefined)[];
  readonly items: readonly ItemReport[];
}

/** What arrived at the queue, from this day on. */
export interface Arrivals {
  /** `YYYY-MM-DD`, in UTC. */
  readonly from: string;
  readonly accepted: number;
  readonly rejected: number;
}

/** What a stack holds beside the surveys. */
export interface StackNumbers {
  readonly region: string;
  readonly surveysBucket: string;
  /** Surveys that could not be stored, and what is still on its way. */
  readonly undelivered: number;
  readonly deadLetters: number;
  readonly waiting: number;
  readonly receipt: ReportReceipt;
}

/** What was compared, while the report was read. */
export interface ReportReceipt {
  /** Items of the ledger. */
  readonly ledgerItems: number;
  /** The sum of the participants' counts. */
  readonly counted: number;
  /** Items of the ledger whose survey is in the bucket, byte for byte as the ledger has it. */
  readonly objects: number;
  /** How many participants have another count than ledger items. */
  readonly participantsThatDiffer: number;
  readonly balanced: boolean;
}

/** What the report says: plain data, which can be written as JSON. It has ids of participants, and answers only summed up over all of them. */
export interface ReportData {
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  readonly plan: StudyPlan;
  /** Whether a roster said who takes part, and when. */
  readonly hasRoster: boolean;
  /** So many full study days without a survey are silence. */
  readonly silentAfterDays: number;
  readonly stack: StackNumbers;
  readonly participants: ParticipantNumbers;
  readonly surveys: SurveyNumbers;
  /** Over all study days that are over. */
  readonly adherence: Answered;
  readonly heatMap: HeatMap;
  readonly silent: Listed<SilentParticipant>;
  /** By the roster's groups. Empty: it has none. */
  readonly groups: readonly (Answered & { readonly group: string; readonly participants: number })[];
  /** Each study day, the first before the others. */
  readonly studyDays: readonly Answered[];
  readonly arrivals: { readonly stepDays: number; readonly steps: readonly Arrivals[] };
  /** How many study days are one step of the questionnaires' trends. */
  readonly stepDays: number;
  readonly questionnaires: readonly QuestionnaireReport[];
  readonly rejected: {
    readonly total: number;
    /** In UTC. */
    readonly today: number;
    /** One survey may have several reasons. */
    readonly reasons: readonly { readonly code: RejectionReason["code"]; readonly surveys: number }[];
  };
  readonly flags: readonly { readonly code: Flag; readonly surveys: number }[];
  readonly clocks: Listed<WrongClock> & {
    /** How many participants' devices said their time zone, so that the clock could be compared. */
    readonly compared: number;
  };
}
