/** Where buckets and tables of a stack do not agree. Never holds an answer, unless asked for. */
export type Difference =
  | { readonly kind: "object_key_malformed" | "object_unreadable"; readonly key: string }
  | { readonly kind: "object_without_ledger_item" | "hash_differs"; readonly key: string }
  | { readonly kind: "ledger_item_without_object"; readonly key: string }
  | {
      readonly kind: "ledger_item_malformed";
      readonly user_id: string;
      readonly submission_time: string;
    }
  | {
      readonly kind: "participant_missing" | "participant_malformed" | "participant_without_submissions";
      readonly user_id: string;
    }
  | {
      readonly kind: "count_differs";
      readonly user_id: string;
      readonly counted: number;
      readonly ledger_items: number;
    }
  | {
      readonly kind: "answers_differ";
      readonly user_id: string;
      /** The key of the newest survey, whose answers should be shown. */
      readonly key: string;
      readonly shown?: unknown;
      readonly expected?: unknown;
    }
  | {
      readonly kind: "rejected_key_malformed" | "rejected_document_malformed";
      readonly key: string;
    };

export type DifferenceKind = Difference["kind"];

/** Every kind of difference, in words. */
export const differenceTitles: Readonly<Record<DifferenceKind, string>> = {
  object_key_malformed: "objects in the surveys bucket under a key that no survey has",
  object_unreadable: "objects in the surveys bucket that are not the survey of their key",
  object_without_ledger_item: "surveys that are stored and not in the ledger, so not counted",
  hash_differs: "surveys whose canonical SHA-256 is not the ledger's",
  ledger_item_without_object: "ledger items whose survey is not in the surveys bucket",
  ledger_item_malformed: "ledger items that are not what the processor writes",
  participant_missing: "participants who are in the ledger and have no record",
  participant_malformed: "participants' records that are not what the processor writes",
  participant_without_submissions: "participants' records without a submission in the ledger",
  count_differs: "participants whose count is not the number of their ledger items",
  answers_differ: "participants whose record does not show the newest answers",
  rejected_key_malformed: "objects in the rejected bucket under a key that nothing of ours has",
  rejected_document_malformed: "objects in the rejected bucket that are not what their key says",
};

/** What a difference is about, as one text. */
export function differenceId(difference: Difference): string {
  switch (difference.kind) {
    case "ledger_item_malformed":
      return `${difference.user_id} ${difference.submission_time}`;
    case "count_differs":
      return `${difference.user_id} (counted ${difference.counted}, ledger ${difference.ledger_items})`;
    case "answers_differ":
      return `${difference.user_id} (newest: ${difference.key})`;
    case "participant_missing":
    case "participant_malformed":
    case "participant_without_submissions":
      return difference.user_id;
    default:
      return difference.key;
  }
}
