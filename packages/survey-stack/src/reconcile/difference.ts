/**
 * A place where the buckets and tables of a stack do not agree. It holds answers only if they were asked for.
 */
export type Difference =
  | {
      readonly kind:
        | "object_key_malformed"
        | "object_unreadable"
        | "object_format_unknown"
        | "object_questionnaire_unknown"
        | "object_without_ledger_item"
        | "object_deleted"
        | "hash_differs"
        | "ledger_item_without_object";
      readonly key: string;
    }
  | {
      readonly kind: "invalid_survey_stored";
      readonly key: string;
      /** Why it is not valid. */
      readonly reasons: readonly string[];
    }
  | {
      readonly kind: "metadata_differs";
      readonly key: string;
      /** Their names. */
      readonly metadata: readonly string[];
    }
  | {
      readonly kind: "ledger_item_malformed" | "ledger_item_differs";
      readonly user_id: string;
      readonly submission_time: string;
      /** The names of what is wrong. */
      readonly attributes: readonly string[];
    }
  | {
      readonly kind:
        | "participant_missing"
        | "participant_without_submissions"
        | "tombstone_missing"
        | "tombstone_not_in_trail";
      readonly user_id: string;
    }
  | {
      readonly kind: "erased_left";
      readonly user_id: string;
      /** Versions of objects and ledger items. */
      readonly left: number;
    }
  | {
      readonly kind: "participant_malformed";
      readonly user_id: string;
      readonly attributes: readonly string[];
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
      /** The keys of the newest survey of each questionnaire, whose answers should be shown. */
      readonly keys: readonly string[];
      readonly shown?: unknown;
      readonly expected?: unknown;
    }
  | {
      readonly kind:
        | "rejected_key_malformed"
        | "rejected_document_malformed"
        | "rejected_document_deleted"
        | "rejected_document_replaced"
        | "undelivered_deleted"
        | "valid_survey_rejected";
      readonly key: string;
    }
  | {
      readonly kind: "reasons_differ";
      readonly key: string;
      /** The reasons in the document, and those that follow from the body. */
      readonly reasons: readonly string[];
      readonly expected: readonly string[];
    };

export type DifferenceKind = Difference["kind"];

/** What a kind of difference is, and what to do about it. */
interface Explanation {
  readonly title: string;
  readonly whatToDo: string;
}

const REBUILD = "`lab-survey rebuild` mends it from the surveys bucket";
const RESTORE_OBJECT =
  "The bytes that the processor stored are an older version of the object, if the bucket keeps versions. Restore that version. " +
  "`lab-survey rebuild` leaves the ledger as it is";
const RESTORE_REJECTED =
  "The object that the processor stored is an older version. Restore that version, and find out who changes objects in this bucket";

/** Every kind of difference, in words. */
export const differences: Readonly<Record<DifferenceKind, Explanation>> = {
  object_key_malformed: {
    title: "objects in the surveys bucket whose key is not a survey's key",
    whatToDo: "The processor did not put them there. Find out who did, and move them elsewhere",
  },
  object_unreadable: {
    title: "objects in the surveys bucket that are not the survey of their key",
    whatToDo: RESTORE_OBJECT,
  },
  object_format_unknown: {
    title: "objects in the surveys bucket whose format this version does not know",
    whatToDo: "Look at them with the version of this program that stored them, or a later one",
  },
  object_questionnaire_unknown: {
    title: "surveys of a questionnaire, or a version of one, that this study does not have",
    whatToDo: "Put the version back into the study. A version stays there for ever, since its surveys do",
  },
  object_without_ledger_item: {
    title: "surveys that are stored and not in the ledger, so not counted",
    whatToDo: REBUILD,
  },
  object_deleted: {
    title: "surveys that were deleted from the surveys bucket",
    whatToDo: "If nobody erased the participant, delete the delete marker. That brings the survey back",
  },
  hash_differs: {
    title: "surveys whose canonical SHA-256 is not the ledger's",
    whatToDo: `The object or the ledger was changed after the survey was stored. ${RESTORE_OBJECT}`,
  },
  ledger_item_without_object: {
    title: "ledger items whose survey is not in the surveys bucket",
    whatToDo:
      "The survey was deleted. If the bucket keeps versions, delete the delete marker. That brings it back",
  },
  invalid_survey_stored: {
    title: "surveys that are stored as accepted and are not valid",
    whatToDo: "The processor does not accept them. Find out who put them there",
  },
  metadata_differs: {
    title: "surveys whose metadata do not say what their body says",
    whatToDo: "The metadata, the body or both were changed. Compare with older versions of the object",
  },
  ledger_item_malformed: {
    title: "ledger items that are not what the processor writes",
    whatToDo: REBUILD,
  },
  ledger_item_differs: {
    title: "ledger items that differ from the metadata of their object",
    whatToDo:
      "The ledger or the metadata were changed. If the object has only one version, it was the ledger. `lab-survey rebuild` takes " +
      "what the object says",
  },
  participant_missing: {
    title: "participants who are in the ledger and have no record",
    whatToDo: REBUILD,
  },
  participant_malformed: {
    title: "participants' records that are not what the processor writes",
    whatToDo: REBUILD,
  },
  participant_without_submissions: {
    title: "participants' records without a submission in the ledger",
    whatToDo:
      "`lab-survey rebuild` enters the surveys that the bucket has of them, and shows the rest. --prune deletes the rest",
  },
  tombstone_missing: {
    title: "participants who have withdrawn, as the audit trail says, and whose record does not say so",
    whatToDo: "`lab-survey rebuild` writes the tombstone again. Until then their surveys are stored",
  },
  tombstone_not_in_trail: {
    title: "participants who have withdrawn, and of whom the audit trail does not say so",
    whatToDo: "Run `lab-survey withdraw` for them again. It only completes the trail",
  },
  erased_left: {
    title: "participants who are to be erased, and of whom something is left",
    whatToDo: "If nobody is erasing them now, run `lab-survey withdraw --erase` for them again",
  },
  count_differs: {
    title: "participants whose count is not the number of their ledger items",
    whatToDo: REBUILD,
  },
  answers_differ: {
    title: "participants whose record does not show the newest answers",
    whatToDo: REBUILD,
  },
  rejected_key_malformed: {
    title: "objects in the rejected bucket whose key the pipeline does not write",
    whatToDo:
      "Neither the processor nor the archiver put them there. Find out who did, and move them elsewhere",
  },
  rejected_document_malformed: {
    title: "objects in the rejected bucket that are not what their key says",
    whatToDo: RESTORE_REJECTED,
  },
  rejected_document_deleted: {
    title: "rejected surveys that were deleted from the rejected bucket",
    whatToDo: "If nobody erased the participant, delete the delete marker. That brings the survey back",
  },
  rejected_document_replaced: {
    title: "objects in the rejected bucket that were put more than once",
    whatToDo: "Everything there is put once. Compare the versions, and restore the first",
  },
  undelivered_deleted: {
    title: "undelivered surveys that were deleted and not redriven",
    whatToDo: "Delete the delete marker. That brings the survey back. Then redrive it",
  },
  valid_survey_rejected: {
    title: "valid surveys that are filed as rejected",
    whatToDo:
      "No rule rejects them, so they should have been counted. Compare the versions of the object. The survey can be " +
      "sent to the queue again",
  },
  reasons_differ: {
    title: "rejected surveys whose reasons do not follow from their body",
    whatToDo: "The body or the reasons were changed. Compare the versions of the object",
  },
};

/** What a difference is about, as one text. */
export function differenceId(difference: Difference): string {
  switch (difference.kind) {
    case "ledger_item_malformed":
    case "ledger_item_differs":
      return `${difference.user_id} ${difference.submission_time} (${difference.attributes.join(", ")})`;
    case "participant_malformed":
      return `${difference.user_id} (${difference.attributes.join(", ")})`;
    case "erased_left":
      return `${difference.user_id} (${difference.left} versions and ledger items)`;
    case "count_differs":
      return `${difference.user_id} (counted ${difference.counted}, ledger ${difference.ledger_items})`;
    case "answers_differ":
      return `${difference.user_id} (newest: ${difference.keys.join(", ")})`;
    case "participant_missing":
    case "participant_without_submissions":
    case "tombstone_missing":
    case "tombstone_not_in_trail":
      return difference.user_id;
    case "invalid_survey_stored":
      return `${difference.key} (${difference.reasons.join(", ")})`;
    case "metadata_differs":
      return `${difference.key} (${difference.metadata.join(", ")})`;
    case "reasons_differ":
      return `${difference.key} (has ${difference.reasons.join(", ")}, but the body gives ${difference.expected.join(", ")})`;
    default:
      return difference.key;
  }
}
