export { type Act, acts, type Begun, type Ended } from "./audit/act.ts";
export { type AuditedAct, readActs } from "./audit/read-acts.ts";
export {
  putTombstoneCopy,
  readTombstoneCopies,
  type TombstoneCopy,
  type TombstoneEntry,
} from "./audit/tombstone-copies.ts";
export { type Count, type PlannedAct, withAudit } from "./audit/with-audit.ts";
export { checkItem } from "./contents/ledger-items.ts";
export { parseJson } from "./contents/parse-json.ts";
export { listObjects, OBJECTS_IN_FLIGHT, readObjectIfThere } from "./contents/read-objects.ts";
export { type ParticipantContents, readParticipant } from "./contents/read-participant.ts";
export { queryParticipant } from "./contents/read-tables.ts";
export { type Bill, estimateBill } from "./forecast/estimate-bill.ts";
export { type ExportEstimate, estimateExport } from "./forecast/estimate-export.ts";
export {
  type Bottleneck,
  type Burst,
  type CapacityForecast,
  type CapacitySecond,
  forecast,
  ratesOf,
} from "./forecast/forecast.ts";
export { isAlive, LEASE_TAG_KEY } from "./lease/lease.ts";
export type { LeaseCommand } from "./lease/lease-holder.ts";
export { withLease } from "./lease/with-lease.ts";
export { type Rebuilt, rebuild } from "./rebuild/rebuild.ts";
export { problemTexts } from "./rebuild/rebuild-problem.ts";
export type { ItemChange, TableChanges } from "./rebuild/table-changes.ts";
export { isBalanced, type Receipt, receiptOf, type SentSurvey } from "./receipt/receipt.ts";
export { receiptDocument } from "./receipt/receipt-document.ts";
export { type Difference, type DifferenceKind, differenceId, differences } from "./reconcile/difference.ts";
export { type Note, noteId, noteTitles } from "./reconcile/note.ts";
export { type Reconciliation, reconcile } from "./reconcile/reconcile.ts";
export {
  listUndelivered,
  type UndeliveredListing,
  type UnreadableListing,
} from "./redrive/list-undelivered.ts";
export { redriveAll } from "./redrive/redrive-all.ts";
export { type RedriveOutcome, redriveSurvey } from "./redrive/redrive-survey.ts";
export { listRejected, type RejectedListing } from "./rejudge/list-rejected.ts";
export { rejudgeSurvey } from "./rejudge/rejudge-survey.ts";
export { Backlog, type BacklogSample } from "./spike/backlog.ts";
export { planSpike, type SpikePlan } from "./spike/plan-spike.ts";
export { type Random, seededRandom, shuffle } from "./spike/random.ts";
export { runSpike, type SpikeOptions, type SpikeResult } from "./spike/run-spike.ts";
export { findStack } from "./stack/find-stack.ts";
export { readQueueDepth } from "./stack/read-queue-depth.ts";
export { readStackState } from "./stack/read-stack-state.ts";
export { namingFailures } from "./stack/service-failed-error.ts";
export { openStack, type Stack, type StackAccess } from "./stack/stack.ts";
export type { QueueDepth, StackState } from "./stack/stack-state.ts";
export { waitUntilDrained } from "./stack/wait-until-drained.ts";
export { describeTrigger, isAbandoned, triggerDocument } from "./trigger/describe-trigger.ts";
export { type PausedTrigger, pauseTrigger } from "./trigger/pause-trigger.ts";
export { readTrigger, type Trigger } from "./trigger/read-trigger.ts";
export { resumeTrigger } from "./trigger/resume-trigger.ts";
export { triggerTimings } from "./trigger/trigger-timing.ts";
export { whoRunsThis } from "./trigger/who-runs-this.ts";
export type { ErasedCounts, Erasure } from "./withdraw/erase.ts";
export { erasedParticipants, readWithdrawal, readWithdrawals } from "./withdraw/read-withdrawals.ts";
export { removeTombstone, type WithdrawalMode } from "./withdraw/tombstone.ts";
export { type Withdrawn, type WithdrawnParticipant, withdraw } from "./withdraw/withdraw.ts";
