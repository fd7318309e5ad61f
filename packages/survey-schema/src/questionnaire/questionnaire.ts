import type { RuleCode } from "../judge/rule-code.ts";
import type { AlwaysAnswered, AnswerOf, Item, NamedItem } from "./item.ts";
import type { Wording } from "./wording.ts";

/** What becomes of a survey against which a rule speaks: it is rejected, or accepted with the rule's code as a flag. */
export type Consequence = "reject" | "flag";

/** Rules beyond the shape of single answers. */
export interface Rules {
  /** A survey that was answered in so many seconds or less is `too_fast`. Left out: none is. */
  readonly minSeconds?: number;
  /** One that took longer than so many seconds has the flag `too_slow`. Left out: none has. */
  readonly maxSeconds?: number;
  /** Whether surveys with one answer to all Likert items have the flag `straight_lined`. */
  readonly straightLined: boolean;
  readonly consequences: Readonly<Record<RuleCode, Consequence>>;
}

/** How a score is made of several answers. It is computed where data are read, and never stored. */
export interface Score {
  readonly name: string;
  readonly combine: "mean" | "sum";
  /** The names of its items. Reverse-scored ones count from the other end of their scale. */
  readonly items: readonly string[];
  /** How many of them may lack an answer. A sum then counts each of those as the mean of the others. */
  readonly maxMissing: number;
}

/**
 * A questionnaire of one version, as data: what {@link defineQuestionnaire} makes. It can be written as JSON.
 *
 * @typeParam Items the items by name, as they were defined: the answers' types follow from them.
 */
export interface Questionnaire<
  Id extends string = string,
  Version extends number = number,
  Items = Readonly<Record<string, Item>>,
> {
  readonly id: Id;
  readonly version: Version;
  readonly title: Wording;
  /** What participants read before the first item. */
  readonly instructions?: Wording;
  /** BCP 47 tags. The first is the original. */
  readonly languages: readonly string[];
  /** In the order in which they are asked. */
  readonly items: readonly NamedItem[];
  readonly rules: Rules;
  readonly scores: readonly Score[];
  /** For the compiler alone. It is never there. */
  readonly itemTypes?: Items;
}

/** The names of the items that every valid survey answers. */
export type AlwaysNames<Items> = {
  [Name in keyof Items]: Items[Name] extends AlwaysAnswered ? Name : never;
}[keyof Items];

/**
 * The answers to a questionnaire, by item name. An item that is not required, or that is not always shown, may be absent.
 *
 * @example type DailyAnswers = Answers<typeof daily>; // { q1: number; …; freetext: string }
 */
export type Answers<OneQuestionnaire> =
  OneQuestionnaire extends Questionnaire<string, number, infer Items>
    ? { readonly [Name in AlwaysNames<Items>]: AnswerOf<Items[Name]> } & {
        readonly [Name in Exclude<keyof Items, AlwaysNames<Items>>]?: AnswerOf<Items[Name]>;
      }
    : never;

/** A questionnaire's id and version, as a survey names them: `momentary@2`. */
export function questionnaireRef({ id, version }: Pick<Questionnaire, "id" | "version">): string {
  return `${id}@${version}`;
}
