import type { MutantsByFile } from "./mutant.ts";

/** A condition that never holds. With AND it takes away what follows. */
const NEVER = "attribute_exists(user_id) AND attribute_not_exists(user_id)";

/** Defects in knowing who has withdrawn, and in what becomes of their surveys. */
export const withdrawalMutants: MutantsByFile = {
  "survey-processor/src/process/process-batch.ts": {
    "no tombstone read": {
      defect: "reads nobody's record before it stores something",
      edits: [
        {
          find: "readParticipants([...ids], stores.tables",
          replace: "readParticipants([], stores.tables",
        },
      ],
    },
    "failed read taken for nobody": {
      defect: "takes an error of the read for nobody having withdrawn",
      edits: [
        {
          find: "(await reading).get(participantId)",
          replace: "(await reading.catch(() => new Map())).get(participantId)",
        },
      ],
    },
    "rejected bodies not looked up": {
      defect: "asks only for the participants of valid surveys",
      edits: [
        {
          find: "judged.valid ? judged.survey.user_id : judged.names;",
          replace: "judged.valid ? judged.survey.user_id : undefined;",
        },
      ],
    },
    "body's name instead of the sender's": {
      defect: "looks up whom a body names, whoever sent it",
      edits: [
        {
          find: "participantId: whoseSurvey(senders, message.senderId, names)",
          replace: "participantId: names",
        },
      ],
    },
  },
  "survey-processor/src/process/process-survey.ts": {
    "read after the put": {
      defect: "looks at the tombstone when the raw survey is stored",
      edits: [
        {
          find: "if (isWithdrawn(participant?.withdrawal, sentAt)) return await withdrawn();\n",
          replace: "",
        },
        {
          find: "  const submission = submissionOf(",
          replace:
            "  if (isWithdrawn(participant?.withdrawal, sentAt)) return await withdrawn();\n" +
            "  const submission = submissionOf(",
        },
      ],
    },
    "withdrawn answered as accepted": {
      defect: "acknowledges a withdrawn survey without a note that there was one",
      edits: [
        {
          find: "const key = await noteWithdrawn(message, rejection);",
          replace: 'const key = "";',
        },
      ],
    },
    "withdrawn when counted taken as counted": {
      defect: "takes a transaction that found a tombstone for done",
      edits: [{ find: 'if (recorded === "withdrawn") return await withdrawn();\n', replace: "" }],
    },
  },
  "survey-processor/src/process/reject-survey.ts": {
    "withdrawn document with body": {
      defect: "keeps the body of a withdrawn survey",
      edits: [
        {
          find: 'reasons: [{ code: "withdrawn" }],',
          replace: 'reasons: [{ code: "withdrawn" }], body: message.body,',
        },
      ],
    },
    "withdrawn document with sender": {
      defect: "keeps who sent a withdrawn survey, which may be the participant's id",
      edits: [
        {
          find: 'reasons: [{ code: "withdrawn" }],',
          replace: 'reasons: [{ code: "withdrawn" }], sender_id: message.senderId,',
        },
      ],
    },
  },
  "survey-processor/src/process/read-participants.ts": {
    "unprocessed keys taken for no record": {
      defect: "takes those whom DynamoDB left out for people without a record",
      edits: [{ find: "left = unread;", replace: "left = unread.slice(unread.length);" }],
    },
  },
  "survey-processor/src/process/record-submission.ts": {
    "tombstone found by the transaction ignored": {
      defect: "tries the other transaction when the first finds a tombstone",
      edits: [
        {
          find: 'if (isWithdrawn(result.participant?.withdrawal, sentAt)) return "withdrawn";',
          replace: "",
        },
      ],
    },
  },
  "survey-processor/src/process/senders.ts": {
    "sender ignored": {
      defect: "takes a survey for that of whom it names, also where the sender is known",
      edits: [{ find: "if (senders.mode === TRUSTED_APP) return names;", replace: "return names;" }],
    },
  },
  "survey-processor/src/stores/dynamo-participants.ts": {
    "read not consistent": {
      defect: "reads records as they may have been a while ago",
      edits: [{ find: " ConsistentRead: true,", replace: "" }],
    },
  },
  "survey-processor/src/stores/dynamo-tables.ts": {
    "newer counted in spite of a tombstone": {
      defect: "counts the newest survey of somebody who has withdrawn since the read",
      edits: [{ find: "#time < :time) AND ", replace: `#time < :time) OR ${NEVER} AND ` }],
    },
    "older counted in spite of a tombstone": {
      defect: "counts an older survey of somebody who has withdrawn since the read",
      edits: [{ find: "#time > :time AND ", replace: `#time > :time OR ${NEVER} AND ` }],
    },
    "condition knows no keep": {
      defect: "refuses to count what was sent before a tombstone that keeps",
      edits: [
        {
          find: " OR (#withdrawal.#mode = :keep AND #withdrawal.#at > :sent))",
          replace: ")",
        },
      ],
    },
    "condition knows no erase": {
      defect: "counts what was sent before a tombstone that erases",
      edits: [{ find: "#withdrawal.#mode = :keep AND ", replace: "" }],
    },
    "ALL_OLD ignored": {
      defect: "does not ask for the record when the transaction fails",
      edits: [{ find: 'ReturnValuesOnConditionCheckFailure: "ALL_OLD",', replace: "" }],
    },
  },
  "survey-processor/src/archive/archive-batch.ts": {
    "withdrawn dead letter archived": {
      defect: "archives dead letters of those who have withdrawn",
      edits: [
        {
          find: "if (isWithdrawn(participant?.withdrawal, message.sentTimestamp)) {",
          replace: "if (isWithdrawn(undefined, message.sentTimestamp)) {",
        },
      ],
    },
  },
  "survey-schema/src/stored/withdrawal.ts": {
    "keep treated as erase": {
      defect: "withdraws also what was sent before a tombstone that keeps",
      edits: [{ find: 'withdrawal.mode === "erase" || sentAt', replace: "true || sentAt" }],
    },
    "erase treated as keep": {
      defect: "takes what was sent before a tombstone that erases",
      edits: [{ find: 'withdrawal.mode === "erase" || sentAt', replace: "sentAt" }],
    },
    "tombstone's own moment before it": {
      defect: "takes what was sent in the very millisecond of the tombstone",
      edits: [{ find: "sentAt >= Date.parse", replace: "sentAt > Date.parse" }],
    },
  },
  "survey-schema/src/judge/create-judge.ts": {
    "malformed bodies not looked up": {
      defect: "does not see whom a malformed body names",
      edits: [{ find: "names: participantIn(json) };", replace: "names: undefined };" }],
    },
  },
};
