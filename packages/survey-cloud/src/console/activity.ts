import { styleText } from "node:util";
import type { CloudEvents } from "@lab/local-cloud";
import * as z from "zod";

type Print = (line: string) => void;

/** The fields of the function's log that are known to hold no answers. */
const logRecord = z.object({
  level: z.string(),
  message: z.string(),
  message_id: z.string().optional(),
  key: z.string().optional(),
  verdict: z.string().optional(),
  reasons: z.array(z.string()).optional(),
  age_ms: z.number().optional(),
  error: z.string().optional(),
  error_message: z.string().optional(),
  thrown_at: z.string().optional(),
});

const verdictColours = { accepted: "green", duplicate: "cyan", rejected: "yellow" } as const;

/** Prints one line for each survey that is processed and for everything that goes wrong; never an answer. */
export function printActivity(events: CloudEvents, print: Print): void {
  const now = (): string => new Date().toLocaleTimeString("en-GB");
  const show = (line: string): void => print(`${styleText("dim", now())}  ${line}`);

  events.on("log", ({ line }) => {
    const described = describeLogLine(line);
    if (described !== undefined) show(described);
  });
  events.on("invocationFailed", ({ error }) => {
    // The message of a thrown error may quote what was processed.
    const detail = error.code === "THROWN" ? "" : `: ${error.message}`;
    show(styleText("red", `function failed  ${error.errorType}${detail}`));
  });
  events.on("messagesKept", ({ messageIds, reason }) => {
    show(styleText("yellow", `back to queue    ${messageIds.join(" ")}  (${reason})`));
  });
  events.on("queueFailed", ({ error }) => {
    show(styleText("red", `queue failed     ${error instanceof Error ? error.message : String(error)}`));
  });
}

/** A line of the function's log in words, or undefined for metrics and other lines that are for machines. */
export function describeLogLine(line: string): string | undefined {
  const record = logRecord.safeParse(parseJson(line)).data;
  if (record === undefined) return undefined;
  const { level, verdict, message_id: id } = record;
  if (verdict !== undefined) {
    const reasons = record.reasons === undefined ? "" : `  (${record.reasons.join(", ")})`;
    return `${colour(verdict, verdict.padEnd(15))}  ${record.key ?? ""}  ${styleText("dim", id ?? "")}${reasons}`;
  }
  const text = [record.message, id, record.error, record.error_message ?? record.thrown_at]
    .filter(Boolean)
    .join("  ");
  if (level === "ERROR" || level === "CRITICAL") return styleText("red", `error            ${text}`);
  if (level === "WARN") return styleText("yellow", `warning          ${text}`);
  return styleText("dim", text);
}

function colour(verdict: string, text: string): string {
  const known = Object.entries(verdictColours).find(([name]) => name === verdict);
  return known === undefined ? text : styleText(known[1], text);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
