import * as z from "zod";
import { parseJson } from "../contents/parse-json.ts";

/** What the processor's log says of one message. */
export interface LoggedOutcome {
  /** Set when it came to an outcome. */
  readonly verdict?: string;
  /** Why it was rejected. */
  readonly reasons?: readonly string[];
  /** Set when it failed: an error's name, and its message or place, which the processor keeps free of answers. */
  readonly failure?: string;
}

const logRecord = z.object({
  message_id: z.string(),
  verdict: z.string().optional(),
  reasons: z.array(z.string()).optional(),
  error: z.string().optional(),
  error_message: z.string().optional(),
  thrown_at: z.string().optional(),
});

/**
 * Finds a message's outcome in the end of the log that Lambda hands over with a result.
 *
 * @param tail - The last 4 KB of the log, decoded; its first line may be cut off.
 */
export function outcomeInLog(tail: string, messageId: string): LoggedOutcome {
  for (const line of tail.split("\n")) {
    // Lambda's text format may put a time and a level in front of what was printed.
    const record = logRecord.safeParse(parseJson(line.slice(line.indexOf("{")))).data;
    if (record?.message_id !== messageId) continue;
    const { verdict, reasons, error, error_message, thrown_at } = record;
    if (verdict !== undefined) return { verdict, ...(reasons && { reasons }) };
    if (error !== undefined) {
      return { failure: [error, error_message ?? thrown_at].filter(Boolean).join(": ") };
    }
  }
  return {};
}
