import * as z from "zod";

/** What a worker must know before it loads the function. */
export interface WorkerStart {
  readonly codeDirectory: string;
  readonly handler: string;
}

/** One invocation, as it is handed to the worker. */
export interface InvocationRequest {
  /** The event as JSON. */
  readonly event: string;
  /** When the invocation times out, in milliseconds since 1970. */
  readonly deadline: number;
  /** The context object's plain fields. */
  readonly context: Readonly<Record<string, string>> & { readonly awsRequestId: string };
}

const failure = { errorType: z.string(), message: z.string(), stack: z.string().optional() };

/** What a worker says: that the function is loaded or cannot be, and one answer for each invocation. */
export const workerReport = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("init-failed"), ...failure }),
  z.object({ type: z.literal("result"), result: z.string() }),
  z.object({ type: z.literal("failed"), ...failure }),
]);

export type WorkerReport = z.infer<typeof workerReport>;
