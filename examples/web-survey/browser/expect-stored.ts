import type { StackState } from "@lab/survey-stack";
import { expect } from "@playwright/test";

/**
 * Checks that exactly the surveys with these receipt codes are stored, each once: one object, one ledger item, counted once,
 * and nothing besides.
 */
export function expectStoredOnce(state: StackState, codes: readonly string[]): void {
  const prefixes = codes.map((code) => code.replaceAll("-", "").toLowerCase());
  const stored = state.submissions.map(({ canonical_sha256 }) => canonical_sha256.slice(0, 12));
  expect(stored.toSorted()).toEqual(prefixes.toSorted());
  expect([...state.surveys.keys()].toSorted()).toEqual(
    state.submissions.map(({ object_key }) => object_key).toSorted(),
  );
  const counts = state.participants.map(({ num_submission }) => num_submission);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(codes.length);
  expect([...state.rejected.values()]).toEqual([]);
  expect([...state.undelivered]).toEqual([]);
  expect(state.deadLetterQueue).toEqual({ waiting: 0, inFlight: 0 });
}
