import {
  compareVersions,
  compareWithEarlier,
  describeChange,
  type Questionnaire,
  questionnaireRef,
  type Study,
  type VersionChange,
} from "@lab/survey-schema";
import { correctionsOf } from "./corrections-of.ts";
import { type DeclaredCorrection, isDeclared, lockedCorrections } from "./declared-correction.ts";
import { definitionHash } from "./definition-hash.ts";
import { isBegun, type Lock, type LockedCorrection } from "./lock-schema.ts";
import { mayBeCorrected } from "./may-be-corrected.ts";
import { studyFindings } from "./study-findings.ts";

/** A version that is published, or published again with corrected wordings. */
export interface Publication {
  readonly questionnaire: Questionnaire;
  readonly hash: string;
  readonly changes: readonly VersionChange[];
  readonly corrections: readonly LockedCorrection[];
}

/** A new lock, or why there is none. */
export type PublishOutcome =
  | { readonly ok: true; readonly lock: Lock; readonly publications: readonly Publication[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Publishes versions of a study: from then on they never change.
 *
 * @param versions - Those to publish. A published one is published again when its wordings alone were corrected.
 * @param declared - Corrections of these versions' wordings.
 */
export function publishVersions(
  study: Study,
  lock: Lock,
  versions: readonly Questionnaire[],
  declared: readonly DeclaredCorrection[] = [],
): PublishOutcome {
  const targets = new Set(versions.map(questionnaireRef));
  const problems = studyFindings(study, lock)
    .filter(({ level, code, questionnaire }) => {
      if (level === "note") return false;
      // Refused changes and missing declarations of the versions themselves are told below.
      return (
        questionnaire === undefined || code === "removed" || code === "lock" || !targets.has(questionnaire)
      );
    })
    .map(({ message }) => message);
  let next: Lock = {
    ...lock,
    defaultQuestionnaire: isBegun(lock) ? lock.defaultQuestionnaire : (study.defaultQuestionnaire ?? null),
  };
  const publications: Publication[] = [];
  for (const questionnaire of versions.toSorted((a, b) => a.version - b.version)) {
    const one = publishOne(questionnaire, next, declared);
    if (one === undefined) continue;
    if ("problems" in one) problems.push(...one.problems);
    else {
      next = withPublication(next, one);
      publications.push(one);
    }
  }
  if (problems.length === 0) problems.push(...unused(declared, publications));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, lock: next, publications };
}

/** What publishing one version does; undefined when it is published as it is. */
function publishOne(
  questionnaire: Questionnaire,
  lock: Lock,
  declared: readonly DeclaredCorrection[],
): Publication | { readonly problems: readonly string[] } | undefined {
  const hash = definitionHash(questionnaire);
  const before = lock.published[questionnaireRef(questionnaire)];
  if (before === undefined) return publishNew(questionnaire, lock, declared);
  return before.hash === hash ? undefined : publishCorrected(before.definition, questionnaire, declared);
}

function publishNew(
  questionnaire: Questionnaire,
  lock: Lock,
  declared: readonly DeclaredCorrection[],
): Publication | { readonly problems: readonly string[] } {
  const { id, version } = questionnaire;
  const ref = questionnaireRef(questionnaire);
  const earlier = Object.values(lock.published)
    .map(({ definition }) => definition)
    .filter((one) => one.id === id && one.version < version);
  if (earlier.length < version - 1) {
    return { problems: [`${ref}: ${id}@${earlier.length + 1} is not published; publish it first`] };
  }
  const known = correctionsOf(lock, id);
  const corrections = lockedCorrections(earlier, questionnaire, declared, known);
  const changes = compareWithEarlier(earlier, questionnaire, [
    ...known,
    ...correctionsOf({ corrections }, id),
  ]);
  const problems = changes
    .filter(({ allowed }) => !allowed)
    .map((change) => `${ref}, ${describeChange(change)}`);
  return problems.length > 0
    ? { problems }
    : { questionnaire, hash: definitionHash(questionnaire), changes, corrections };
}

function publishCorrected(
  before: Questionnaire,
  questionnaire: Questionnaire,
  declared: readonly DeclaredCorrection[],
): Publication | { readonly problems: readonly string[] } {
  const ref = questionnaireRef(questionnaire);
  const changes = compareVersions(before, questionnaire);
  const problems = changes.flatMap((change) => {
    const what = describeChange(change);
    if (!mayBeCorrected(change)) {
      return [`${ref} is published, and this is no correction of a wording: ${what}; make it a new version`];
    }
    return isDeclared(change, declared)
      ? []
      : [`${ref} is published, and this is no declared correction: ${what}`];
  });
  if (problems.length > 0) return { problems };
  const corrections = lockedCorrections([before], questionnaire, declared);
  return { questionnaire, hash: definitionHash(questionnaire), changes, corrections };
}

/** The lock after a publication. Versions stand in the order of their ids and numbers. */
function withPublication(lock: Lock, { questionnaire, hash, corrections }: Publication): Lock {
  const published = {
    ...lock.published,
    [questionnaireRef(questionnaire)]: { hash, definition: questionnaire },
  };
  const inOrder = Object.entries(published).toSorted(
    ([, { definition: a }], [, { definition: b }]) => a.id.localeCompare(b.id, "en") || a.version - b.version,
  );
  return {
    ...lock,
    published: Object.fromEntries(inOrder),
    corrections: [...lock.corrections, ...corrections],
  };
}

/** Declarations that correct nothing: a wrong name, or a wording that was put back since. */
function unused(declared: readonly DeclaredCorrection[], publications: readonly Publication[]): string[] {
  const used = new Set(
    publications.flatMap(({ corrections }) => corrections.map(({ item, part }) => item ?? part)),
  );
  return declared
    .filter(({ subject }) => !used.has(subject))
    .map(
      ({ subject }) => `the correction of ${subject}: none of its wordings differs from the published one`,
    );
}
