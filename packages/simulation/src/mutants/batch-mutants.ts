import type { MutantsByFile } from "./mutant.ts";

const ACKNOWLEDGE = '{ outcome: { verdict: "duplicate", key: "" } }';

/** Defects in what is acknowledged and what comes back. */
export const batchMutants: MutantsByFile = {
  "survey-processor/src/process/process-batch.ts": {
    "batch failures emptied": {
      defect: "reports no message as failed",
      edits: [
        {
          find: "batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId }))",
          replace: "batchItemFailures: []",
        },
      ],
    },
    "only the first failure reported": {
      defect: "acknowledges the second message that failed",
      edits: [
        { find: "batchItemFailures: failures.map(", replace: "batchItemFailures: failures.slice(0, 1).map(" },
      ],
    },
    "error swallowed": {
      defect: "acknowledges a message whose processing threw",
      edits: [{ find: "settled.set(record, { error });", replace: `settled.set(record, ${ACKNOWLEDGE});` }],
    },
    "unfinished acknowledged": {
      defect: "acknowledges what was not done when the time was used up",
      edits: [
        {
          find: "settled.get(record) ?? { error: new OutOfTimeError() }",
          replace: `settled.get(record) ?? ${ACKNOWLEDGE}`,
        },
      ],
    },
    "acknowledged when begun": {
      defect: "acknowledges each message when its turn comes",
      edits: [
        {
          find: "          signal.throwIfAborted();\n",
          replace: `          signal.throwIfAborted();\n          settled.set(record, ${ACKNOWLEDGE});\n`,
        },
      ],
    },
    "observer's error acknowledges": {
      defect: "acknowledges a failed message when telling of it throws",
      edits: [
        {
          find: "    else observer.failed(message, result.error);\n",
          replace: "    else try { observer.failed(message, result.error); } catch { return false; }\n",
        },
      ],
    },
    "first turn of a participant only": {
      defect: "processes one survey of each participant and acknowledges the others",
      edits: [
        {
          find: "inTurns(messages).map(processInTurn)",
          replace:
            "inTurns(messages).map((turn) => { " +
            `for (const { record } of turn.slice(1)) settled.set(record, ${ACKNOWLEDGE}); ` +
            "return processInTurn(turn.slice(0, 1)); })",
        },
      ],
    },
  },
  "survey-processor/src/stores/retry-while-busy.ts": {
    "exhausted retries taken as done": {
      defect: "gives up a busy store without an error",
      edits: [
        {
          find: "  throw new StoreBusyError(",
          replace: "  return;\n  throw new StoreBusyError(",
        },
      ],
    },
  },
  "survey-processor/src/queue/retry-delay.ts": {
    "comes back at once": {
      defect: "makes failed messages visible again without a delay, which uses up their receives",
      edits: [{ find: "Math.floor(random * (bound + 1))", replace: "Math.floor(random)" }],
    },
    "delay without bound": {
      defect: "doubles the delay of a failed message for ever",
      edits: [{ find: "Math.min(MAX_RETRY_DELAY_SECONDS, 2 ** receiveCount)", replace: "2 ** receiveCount" }],
    },
  },
};
