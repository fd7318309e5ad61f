export { isBalanced, receiptLines } from "./print-receipt.ts";
export { readQueueDepth, readStackState } from "./read-stack-state.ts";
export { type Receipt, receiptOf, type SentSurvey } from "./receipt.ts";
export { openStack, type Stack, type StackAccess, type StackOutputs, stackOutputsSchema } from "./stack.ts";
export type { QueueDepth, StackState } from "./stack-state.ts";
export { QueueNotDrainedError, waitUntilDrained } from "./wait-until-drained.ts";
