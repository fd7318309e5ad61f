import type { EventEmitter } from "node:events";
import type { FunctionError } from "./function-error.ts";

export interface InvocationEvent {
  readonly functionName: string;
  readonly requestId: string;
}

export interface MessagesEvent {
  readonly functionName: string;
  /** The queue's ARN. */
  readonly queueArn: string;
  readonly messageIds: readonly string[];
}

/** Everything that can be watched in a local cloud, by event name. */
export interface CloudEventMap {
  /** A resource was created, changed or deleted. */
  resourcesChanged: [];
  /** One line that a function wrote. */
  log: [{ readonly functionName: string; readonly stream: "stdout" | "stderr"; readonly line: string }];
  invocationStarted: [InvocationEvent];
  invocationFinished: [InvocationEvent & { readonly durationMs: number }];
  /**
   * There is no result. The error's `code` says whether the handler threw, timed out, its worker exited or
   * never loaded.
   */
  invocationFailed: [InvocationEvent & { readonly error: FunctionError }];
  /** Received from the queue, about to be handed to the function. */
  messagesReceived: [MessagesEvent];
  messagesDeleted: [MessagesEvent];
  /** Left on the queue; they come back after their visibility timeout. */
  messagesKept: [MessagesEvent & { readonly reason: string }];
  /** The queue could not be asked, or would not delete; the trigger goes on trying. */
  queueFailed: [{ readonly functionName: string; readonly queueArn: string; readonly error: unknown }];
}

/**
 * What happens in a local cloud, as it happens.
 *
 * @example
 * import { once } from "node:events";
 * const [{ messageIds }] = await once(cloud.events, "messagesDeleted");
 */
export type CloudEvents = EventEmitter<CloudEventMap>;
