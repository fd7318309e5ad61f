/** Something that rebuilding cannot mend, and does not touch. */
export interface RebuildProblem {
  readonly kind: RebuildProblemKind;
  /** The key of the object; of a ledger item that is not judged, its key; the participant's id. */
  readonly id: string;
}

export type RebuildProblemKind = keyof typeof problemTexts;

/** Every kind of problem, in words: what it is, what was left, and what to do. */
export const problemTexts = {
  object_key_unknown:
    "in the surveys bucket, under a key that this version does not know. It is not counted. Find out what put it there",
  object_format_unknown:
    "in the surveys bucket, in a format that this version does not know. The ledger is left as it is. Rebuild with the " +
    "version that stored it, or a later one",
  object_questionnaire_unknown:
    "in the surveys bucket, and of a questionnaire, or a version of one, that this study does not have. The ledger is left as it is. " +
    "Put the version back into the study, and rebuild",
  object_unreadable:
    "in the surveys bucket, but not the survey of its key. The ledger is left as it is. Restore an older version of the object",
  object_contradicts_metadata:
    "refused: its body and its metadata do not belong together, so one of them was changed. The ledger is left as it is. " +
    "Restore an older version of the object",
  ledger_hash_differs:
    "refused: the ledger has another hash, which is never replaced. The object or the ledger was changed. Compare the object's " +
    "versions. If the object is right, delete the ledger item and rebuild",
  ledger_etag_differs:
    "refused: the ledger has no hash of it, and has the ETag of other bytes. The object or the ledger was changed. Compare the object's " +
    "versions. If the object is right, delete the ledger item and rebuild",
  survey_invalid:
    "refused: it is not valid, so the processor does not accept it. The ledger is left as it is. Find out who put it there",
  ledger_item_unknown:
    "in the ledger, with a key that this version does not know. It is left as it is, with its participant's record",
  newest_survey_missing:
    "the newest survey is in the ledger and not in the bucket, so its answers are unknown. The record is left as it is",
  newest_survey_refused:
    "the newest survey is refused, so nobody can rely on its answers. The record is left as it is",
  survey_of_erased:
    "in the surveys bucket, of a participant whose data are to be erased. It is not counted. Run `lab-survey withdraw --erase` for the " +
    "participant again",
  tombstone_unreadable:
    "the record has a tombstone that this version does not know. The record is left as it is, and the processor stores nothing of the " +
    "participant. Mend the attribute `withdrawal`",
  participant_not_judged:
    "has no ledger item, and the bucket has surveys that are not judged. The record is left as it is",
} as const;
