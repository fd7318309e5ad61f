import type { RefusalReason } from "../storage/outbox-storage.ts";

/**
 * Thrown by `save` for what can never be sent: not JSON, not a well-formed survey, or too large. It is not saved. The message
 * names the fields that are wrong, and none of their values.
 */
export class RefusedSurveyError extends Error {
  override readonly name = "RefusedSurveyError";
  readonly code = "REFUSED_SURVEY";
  readonly reasons: readonly RefusalReason[];

  constructor(reasons: readonly RefusalReason[]) {
    super(`the survey was not saved, since it cannot be sent: ${reasons.map(textOf).join(", ")}`);
    this.reasons = reasons;
  }
}

/** How many issues of a malformed survey the message names. `reasons` has them all. */
const NAMED_ISSUES = 5;

function textOf(reason: RefusalReason): string {
  if (reason.code !== "malformed") return reason.code;
  const issues = reason.issues
    .slice(0, NAMED_ISSUES)
    .map(({ path, message }) => `${path.join(".")} ${message}`);
  const more = reason.issues.length - issues.length;
  return `malformed (${issues.map((issue) => issue.trim()).join("; ")}${more > 0 ? `; ${more} more` : ""})`;
}

/**
 * Thrown by `save` when a different survey of the same participant and second is waiting already. Neither is
 * lost. The waiting one stays, and the caller still has the new one.
 */
export class ConflictingSurveyError extends Error {
  override readonly name = "ConflictingSurveyError";
  readonly code = "CONFLICTING_SURVEY";
  /** The object key that both surveys have. */
  readonly id: string;

  constructor(id: string) {
    super(`the survey was not saved: a different survey of this participant and second is waiting (${id})`);
    this.id = id;
  }
}

/**
 * - `FULL`: the disk, or what the browser grants, is full;
 * - `NOT_PERMITTED`: no right to read or write there;
 * - `UNAVAILABLE`: anything else; see `cause`.
 */
export type OutboxStorageCode = "FULL" | "NOT_PERMITTED" | "UNAVAILABLE";

/** Thrown by every method of an outbox when its storage fails. What was waiting is still waiting. */
export class OutboxStorageError extends Error {
  override readonly name = "OutboxStorageError";
  readonly code: OutboxStorageCode;

  constructor(action: string, cause: unknown) {
    const code = codes[nameOf(cause)] ?? "UNAVAILABLE";
    super(`${action}: ${texts[code]}${cause instanceof Error ? ` (${cause.message})` : ""}`, { cause });
    this.code = code;
  }
}

/** Recognised by name, because a storage may come from another bundle, with its own copy of the class. */
export function isOutboxStorageError(error: unknown): error is OutboxStorageError {
  return error instanceof Error && error.name === "OutboxStorageError";
}

/** Names of browsers' errors and codes of the operating system's. */
const codes: Readonly<Record<string, OutboxStorageCode>> = {
  EDQUOT: "FULL",
  EFBIG: "FULL",
  ENOSPC: "FULL",
  QuotaExceededError: "FULL",
  EACCES: "NOT_PERMITTED",
  EPERM: "NOT_PERMITTED",
  EROFS: "NOT_PERMITTED",
  NotAllowedError: "NOT_PERMITTED",
  SecurityError: "NOT_PERMITTED",
};

const texts: Readonly<Record<OutboxStorageCode, string>> = {
  FULL: "the device's storage is full",
  NOT_PERMITTED: "the device's storage may not be read or written",
  UNAVAILABLE: "the device's storage failed",
};

function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}
