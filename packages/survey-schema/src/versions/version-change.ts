import type { Wording } from "../questionnaire/wording.ts";

/** A wording that was replaced by another one which means the same. Whoever corrects a label declares it. */
export interface Correction {
  readonly item: string;
  /** Which of the item's labels: `label`, `point 3`, `low`, `high`, or `option home`. */
  readonly part: string;
  readonly from: Wording;
  readonly to: Wording;
}

/** One text in one language, before and after. */
export interface ChangedText {
  readonly item: string;
  readonly part: string;
  readonly language: string;
  readonly from: string;
  readonly to: string;
}

/** A change that leaves the meaning of every stored answer as it is. */
export type AllowedChange = { readonly allowed: true } & (
  | { readonly code: "item_added" | "item_removed" | "options_reordered"; readonly item: string }
  | { readonly code: "items_reordered" }
  | { readonly code: "option_added" | "option_removed"; readonly item: string; readonly option: string }
  | {
      readonly code: "languages_changed";
      readonly from: readonly string[];
      readonly to: readonly string[];
    }
  /** The same texts, written for each language where they were written once, or the other way round. */
  | { readonly code: "translated"; readonly item?: string; readonly part: string }
  /** Other words where no answer gets its meaning from them: the title, the instructions, an item's help. */
  | {
      readonly code: "text_changed";
      readonly item?: string;
      readonly part: string;
      readonly from: Wording | undefined;
      readonly to: Wording | undefined;
    }
  /** What is required, shown, rejected, flagged or scored. */
  | {
      readonly code: "rule_changed";
      readonly item?: string;
      readonly rule: string;
      readonly from: unknown;
      readonly to: unknown;
    }
  | ({ readonly code: "corrected" } & ChangedText)
);

/** Why an item is not the one that an earlier version has under this name. */
export type ItemDifference = { readonly item: string } & (
  | { readonly code: "other_kind"; readonly from: string; readonly to: string }
  | { readonly code: "other_points"; readonly from: number; readonly to: number }
  /** Other points of the scale have labels, or an end has one that had none. */
  | { readonly code: "other_anchors" }
  | {
      readonly code: "other_range";
      readonly property: string;
      readonly from: unknown;
      readonly to: unknown;
    }
  | { readonly code: "other_unit"; readonly from: Wording | undefined; readonly to: Wording | undefined }
  /** Another label. It is allowed as soon as it is a declared {@link Correction}. */
  | ({ readonly code: "reworded" } & ChangedText)
);

/** A change after which an answer could no longer be told from one with another meaning. */
export type RefusedChange = {
  readonly allowed: false;
  /** The version that has it otherwise. */
  readonly since: number;
} & (
  | ItemDifference
  /** The code was taken away, and came back with another label. */
  | { readonly code: "code_reused"; readonly item: string; readonly option: string }
  /** The item was taken away, and its name came back for something else. */
  | { readonly code: "name_reused"; readonly item: string; readonly as: "item" | "score" }
);

/** What two versions of a questionnaire do not have in common. */
export type VersionChange = AllowedChange | RefusedChange;
