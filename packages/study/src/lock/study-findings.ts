import {
  type Correction,
  compareVersions,
  compareWithEarlier,
  describeChange,
  type Questionnaire,
  questionnaireRef,
  type Study,
} from "@lab/survey-schema";
import { correctionsOf } from "./corrections-of.ts";
import { definitionHash } from "./definition-hash.ts";
import { lockFindings } from "./lock-findings.ts";
import { isBegun, type Lock } from "./lock-schema.ts";
import { mayBeCorrected } from "./may-be-corrected.ts";

/** Something about a study's versions that whoever edits it has to know. */
export interface Finding {
  /** A problem has to be solved. A note is in nobody's way until data are collected. */
  readonly level: "problem" | "note";
  readonly code:
    | "lock"
    | "default"
    | "removed"
    | "changed"
    | "refused"
    | "to_correct"
    | "unpublished"
    | "definition"
    | "codebook";
  /** What it is about: a version, `daily@1`, or all versions of one questionnaire, `daily`. */
  readonly questionnaire?: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

export interface StudyFindingsOptions {
  /** Whether every version must be published, as where data are collected. Default: false. */
  readonly published?: boolean;
}

/**
 * Compares a study with its lock, and every version with the earlier ones.
 *
 * @returns Nothing when all is published and as it was published.
 */
export function studyFindings(
  study: Study,
  lock: Lock,
  { published = false }: StudyFindingsOptions = {},
): Finding[] {
  const broken = lockFindings(lock);
  // What the lock says is then not what was published, and comparing with it would tell of changes that nobody made.
  if (broken.length > 0) return broken;
  return [
    ...defaultFindings(study, lock),
    ...removedFindings(study, lock),
    ...study.questionnaires.flatMap((questionnaire) => {
      const locked = lock.published[questionnaireRef(questionnaire)];
      return [
        ...(locked === undefined
          ? [unpublished(questionnaire, published)]
          : changedFindings(study, locked.definition, questionnaire)),
        ...versionFindings(study, lock, questionnaire),
      ];
    }),
  ];
}

function defaultFindings(study: Study, lock: Lock): Finding[] {
  const defaultQuestionnaire = study.defaultQuestionnaire ?? null;
  const was = lock.defaultQuestionnaire;
  if (!isBegun(lock) || was === defaultQuestionnaire) return [];
  const message =
    `the default questionnaire was ${was ?? "none"} when the study was first published, and is ` +
    `${defaultQuestionnaire ?? "none"} now, so surveys that name no questionnaire would change their meaning: ` +
    `make it ${was ?? "none"} again`;
  return [{ level: "problem", code: "default", message }];
}

function removedFindings(study: Study, { published }: Lock): Finding[] {
  const there = new Set(study.questionnaires.map(questionnaireRef));
  return Object.keys(published)
    .filter((ref) => !there.has(ref))
    .map((ref) => ({
      level: "problem",
      code: "removed",
      questionnaire: ref,
      message: `${ref} was published and is no longer in the study: put it back, since surveys of it may still come`,
    }));
}

function unpublished(questionnaire: Questionnaire, required: boolean): Finding {
  const ref = questionnaireRef(questionnaire);
  return {
    level: required ? "problem" : "note",
    code: "unpublished",
    questionnaire: ref,
    message: `${ref} is not published: \`npm run lab-survey -- questionnaire publish ${ref}\` before data are collected with it`,
  };
}

function changedFindings(study: Study, locked: Questionnaire, now: Questionnaire): Finding[] {
  if (definitionHash(locked) === definitionHash(now)) return [];
  const ref = questionnaireRef(now);
  const changes = compareVersions(locked, now);
  const versions = study.questionnaires.filter(({ id }) => id === now.id).map(({ version }) => version);
  const remedy = `make it version ${Math.max(...versions) + 1}`;
  const correct = changes.every((change) => mayBeCorrected(change)) ? ", or declare a correction" : "";
  const listed = changes.map((change) => `\n    ${describeChange(change)}`).join("");
  return [
    {
      level: "problem",
      code: "changed",
      questionnaire: ref,
      message: `${ref} changed after it was published: ${remedy}${correct}${listed}`,
    },
  ];
}

/** What a version must not have changed since the earlier ones, as they were published. */
function versionFindings(study: Study, lock: Lock, questionnaire: Questionnaire): Finding[] {
  const ref = questionnaireRef(questionnaire);
  const asPublished = (one: Questionnaire) => lock.published[questionnaireRef(one)]?.definition ?? one;
  const corrections: readonly Correction[] = correctionsOf(lock, questionnaire.id);
  const changes = compareWithEarlier(
    study.questionnaires.map(asPublished),
    asPublished(questionnaire),
    corrections,
  );
  const isPublished = ref in lock.published;
  return changes
    .filter(({ allowed }) => !allowed)
    .map((change) => {
      const message = `${ref}, ${describeChange(change)}`;
      // A correction is declared when the version is published, and until then it can be tried out.
      return change.code === "reworded" && !isPublished
        ? { level: "note", code: "to_correct", questionnaire: ref, message }
        : { level: "problem", code: "refused", questionnaire: ref, message };
    });
}
