import type { MutantsByFile } from "./mutant.ts";

/** Defects in erasing a participant. */
export const eraserMutants: MutantsByFile = {
  "simulation/src/erase/erase-participant.ts": {
    "no wait": {
      defect: "erases at once, while functions may still put something",
      edits: [{ find: "if (wait > 0) await", replace: "if (wait > wait) await" }],
    },
    "waits for the function only": {
      defect: "does not wait until S3 refuses what a function signed",
      edits: [{ find: "parts.functionTimeout + SIGNATURE_LIFE", replace: "parts.functionTimeout" }],
    },
    "no second look": {
      defect: "gives a receipt for what it asked for, and not for what it saw",
      edits: [{ find: "if (found === 0) return", replace: "return" }],
    },
    "rejected bodies forgotten": {
      defect: "leaves rejected and undelivered bodies",
      edits: [{ find: "(await eraseDocuments(userId, parts))", replace: "0" }],
    },
    "answers forgotten": {
      defect: "leaves the answers that the record shows",
      edits: [{ find: "(await eraseAnswers(userId, tombstone, parts))", replace: "0" }],
    },
  },
  "simulation/src/erase/erase-objects.ts": {
    "prefix instead of key": {
      defect: "deletes the surveys of everybody whose id begins like hers",
      edits: [
        {
          find: "parseSurveyObjectKey(Key)?.user_id === userId",
          replace: "Key.startsWith(userId)",
        },
      ],
    },
    "current versions only": {
      defect: "deletes objects without their versions",
      edits: [
        {
          find: ".map(({ Key, VersionId }) => ({ Key, VersionId }));",
          replace: ".map(({ Key }) => ({ Key }));",
        },
      ],
    },
    "undelivered copies forgotten": {
      defect: "leaves the copies of dead letters",
      edits: [
        { find: "if (undelivered.success) {", replace: "if (undelivered.success) {\n    return undefined;" },
      ],
    },
    "body's name instead of the sender's, when erasing": {
      defect: "deletes the bodies that name her, whoever sent them",
      edits: [
        {
          find: "whoseSurvey(senders, kept.senderId, namedParticipant(kept.body))",
          replace: "namedParticipant(kept.body)",
        },
      ],
    },
  },
  "simulation/src/erase/erase-items.ts": {
    "tombstone pruned": {
      defect: "leaves a record that does not say that she has withdrawn",
      edits: [{ find: "format: ITEM_FORMAT, withdrawal }", replace: "format: ITEM_FORMAT }" }],
    },
    "ledger forgotten": {
      defect: "leaves the ledger items",
      edits: [
        { find: "return Items.length;", replace: "return 0;" },
        { find: "start < Items.length", replace: "start < 0" },
      ],
    },
  },
};
