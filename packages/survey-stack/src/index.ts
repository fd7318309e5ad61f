export { type RebuildOptions, type Rebuilt, rebuild } from "./rebuild/rebuild.ts";
export type { RebuildProblem, RebuildProblemKind } from "./rebuild/rebuild-problem.ts";
export type { ItemChange, TableChanges } from "./rebuild/table-changes.ts";
export { isBalanced, receiptLines } from "../../survey-cli/src/output/receipt-report.ts";
export { type Receipt, receiptOf, type SentSurvey } from "./receipt/receipt.ts";
export type { Difference, DifferenceKind } from "./reconcile/difference.ts";
export type { Note, NoteKind } from "./reconcile/note.ts";
export { type ReconcileOptions, type Reconciliation, reconcile } from "./reconcile/reconcile.ts";
export {
  listUndelivered,
  type UndeliveredListing,
  type UnreadableListing,
} from "./redrive/list-undelivered.ts";
export { redriveAll } from "./redrive/redrive-all.ts";
export { type RedriveOutcome, redriveSurvey } from "./redrive/redrive-survey.ts";
export type { BacklogSample } from "./spike/backlog.ts";
export { planSpike, type SpikePlan } from "./spike/plan-spike.ts";
export { type Random, seededRandom, shuffle } from "./spike/random.ts";
export { runSpike, type SpikeOptions, type SpikeResult } from "./spike/run-spike.ts";
export { findStack, type StackChoice } from "./stack/find-stack.ts";
export { readQueueDepth } from "./stack/read-queue-depth.ts";
export { readStackState } from "./stack/read-stack-state.ts";
export {
  openStack,
  type Stack,
  type StackAccess,
  type StackOutputs,
  stackOutputsSchema,
} from "./stack/stack.ts";
export type { QueueDepth, StackState, StateScope } from "./stack/stack-state.ts";
export { QueueNotDrainedError, waitUntilDrained } from "./stack/wait-until-drained.ts";
export { describeTrigger, isAbandoned } from "./trigger/describe-trigger.ts";
export { type Pause, pauseTagKey } from "./trigger/pause.ts";
export { PauseLostError, TriggerNotResumedError, TriggerPausedError } from "./trigger/pause-errors.ts";
export { type PausedTrigger, type PauseOptions, pauseTrigger } from "./trigger/pause-trigger.ts";
export { readTrigger, type Trigger, TriggerError } from "./trigger/read-trigger.ts";
export { resumeTrigger } from "./trigger/resume-trigger.ts";
export { type TriggerTiming, triggerTimings } from "./trigger/trigger-timing.ts";
