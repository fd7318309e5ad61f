export { isBalanced, receiptLines } from "./receipt/print-receipt.ts";
export { type Receipt, receiptOf, type SentSurvey } from "./receipt/receipt.ts";
export type { BacklogSample } from "./spike/backlog.ts";
export type { SpikePlan } from "./spike/plan-spike.ts";
export { runSpike, type SpikeOptions, type SpikeResult } from "./spike/run-spike.ts";
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
