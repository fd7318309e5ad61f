import {
  type Correction,
  canonicalJson,
  compareVersions,
  labelsOf,
  type Questionnaire,
  questionnaireRef,
  type VersionChange,
  type Wording,
} from "@lab/survey-schema";
import { correctionsOf } from "./corrections-of.ts";
import { definitionHash } from "./definition-hash.ts";
import type { LockedCorrection } from "./lock-schema.ts";
import { mayBeCorrected } from "./may-be-corrected.ts";

/** What whoever publishes says of wordings that differ: they mean the same. */
export interface DeclaredCorrection {
  /** An item's name, or `title` or `instructions`. */
  readonly subject: string;
  readonly reason: string;
}

/** Reads a declaration such as `q3: a typo`; undefined when it is none. */
export function parseDeclaration(text: string): DeclaredCorrection | undefined {
  const [, subject, reason] = /^([a-z][a-z0-9_]*):\s*(\S.*)$/.exec(text.trim()) ?? [];
  return subject === undefined || reason === undefined ? undefined : { subject, reason };
}

/** Whether a change of a wording was declared to be a correction. */
export function isDeclared(change: VersionChange, declared: readonly DeclaredCorrection[]): boolean {
  return declarationOf(change, declared) !== undefined;
}

/**
 * The declared corrections of a version, as the lock keeps them: each wording that differs from an older definition's.
 *
 * @param known - Corrections that need not be declared again.
 */
export function lockedCorrections(
  olderDefinitions: readonly Questionnaire[],
  questionnaire: Questionnaire,
  declared: readonly DeclaredCorrection[],
  known: readonly Correction[] = [],
): LockedCorrection[] {
  const corrections: LockedCorrection[] = [];
  const newestFirst = olderDefinitions.toSorted((a, b) => b.version - a.version);
  for (const older of newestFirst) {
    const soFar = [...known, ...correctionsOf({ corrections }, questionnaire.id)];
    for (const change of compareVersions(older, questionnaire, soFar)) {
      const isText = change.code === "text_changed" && older.version !== questionnaire.version;
      const declaration = declarationOf(change, declared);
      // In a new version, other words of a title or a help need no declaration.
      if (!mayBeCorrected(change) || isText || declaration === undefined || !("part" in change)) continue;
      const { item, part } = change;
      const [from, to] = [older, questionnaire].map((one) => ofVersion(one, item, part));
      if (from === undefined || to === undefined) continue;
      const where = { ...(item !== undefined && { item }), part };
      const correction = { ...where, reason: declaration.reason, from, to };
      // A label that differs in two languages is two changes and one correction.
      if (!corrections.some((one) => canonicalJson(one) === canonicalJson(correction))) {
        corrections.push(correction);
      }
    }
  }
  return corrections;
}

function declarationOf(change: VersionChange, declared: readonly DeclaredCorrection[]) {
  if (!("part" in change)) return undefined;
  return declared.find(({ subject }) => subject === (change.item ?? change.part));
}

function ofVersion(questionnaire: Questionnaire, item: string | undefined, part: string) {
  const wording = wordingOf(questionnaire, item, part);
  if (wording === undefined) return undefined;
  return { version: questionnaireRef(questionnaire), hash: definitionHash(questionnaire), wording };
}

function wordingOf(
  { title, instructions, items }: Questionnaire,
  name: string | undefined,
  part: string,
): Wording | undefined {
  if (name === undefined) return part === "title" ? title : instructions;
  const item = items.find((one) => one.name === name);
  if (item === undefined) return undefined;
  return part === "help" ? item.help : labelsOf(item).get(part);
}
