import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  defineQuestionnaire,
  type Item,
  likert,
  type Questionnaire,
  questionnaireRef,
  type Study,
  singleChoice,
  slider,
} from "@lab/survey-schema";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import {
  checkFolder,
  definitionHash,
  emptyLock,
  type Lock,
  LockError,
  lockPath,
  parseDeclaration,
  publicationProblems,
  publishVersions,
  readLock,
  studyFindings,
  studyFolder,
  writeLock,
} from "../src/lock/index.ts";
import { study as ours } from "../src/study.ts";

const plan = { days: 1, promptsPerDay: 1 };
const scale = ["no", "yes"];
const places = { home: "At home", work: "At work" };

function version(number: number, items: Record<string, Item> = {}): Questionnaire {
  const all = { q3: likert("I feel calm.", scale), place: singleChoice("Where?", places), ...items };
  return defineQuestionnaire({ id: "daily", version: number, title: "Q", items: all });
}

const studyOf = (...questionnaires: readonly Questionnaire[]): Study => ({
  questionnaires,
  defaultQuestionnaire: "daily",
  plan,
});
const calm = (label: string) => ({ q3: likert(label, scale) });
const study = studyOf(version(1));
const lock = lockOf(study);

function publish(
  study: Study,
  lock: Lock,
  versions = study.questionnaires,
  ...corrections: readonly string[]
) {
  const declared = corrections.flatMap((text) => parseDeclaration(text) ?? []);
  return publishVersions(study, lock, versions, declared);
}

function lockOf(study: Study, before = emptyLock, ...corrections: readonly string[]): Lock {
  const outcome = publish(study, before, study.questionnaires, ...corrections);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.lock;
}

const problemsOf = (outcome: ReturnType<typeof publish>) => (outcome.ok ? [] : outcome.problems);
const messages = (study: Study, lock: Lock, published = false) =>
  studyFindings(study, lock, { published }).map(({ level, message }) => `${level}: ${message}`);

describe("the study of this package", () => {
  it("is published as it is", async () => {
    expect(publicationProblems(ours)).toEqual([]);
    const { findings } = await checkFolder(studyFolder, { published: true });
    expect(findings).toEqual([]);
    expect(Object.keys(readLock().published).sort()).toEqual(
      ours.questionnaires.map(questionnaireRef).sort(),
    );
    expect(readLock().defaultQuestionnaire).toBe("daily");
  });
});

describe("a study", () => {
  it("has a note for what is not published, and a problem where data are collected", () => {
    expect(messages(study, emptyLock)).toEqual([expect.stringMatching(/^note: daily@1 is not published/)]);
    expect(messages(study, emptyLock, true)).toEqual([expect.stringMatching(/^problem: daily@1 is not/)]);
    expect(messages(study, lock, true)).toEqual([]);
  });

  it("is told to undo a change of what was published", () => {
    expect(messages(studyOf(version(1, calm("I feel clam."))), lock)).toEqual([
      expect.stringMatching(
        /^problem: daily@1 changed after it was published: make it version 2, or declare a correction\n {4}item q3/,
      ),
    ]);
    expect(messages(studyOf(version(1, { q4: slider("S") }), version(2)), lock)[0]).toMatch(
      /^problem: daily@1 changed after it was published: make it version 3\n {4}item q4: added$/,
    );
  });

  it("is told to put back a version that went away", () => {
    expect(messages({ ...studyOf(), questionnaires: [] }, lock)).toContain(
      "problem: daily@1 was published and is no longer in the study: put it back, since surveys of it may still come",
    );
  });

  it("keeps the default that it had when it was first published, also if that was none", () => {
    expect(messages({ questionnaires: [version(1)], plan }, lock)).toEqual([
      expect.stringMatching(
        /^problem: the default questionnaire was daily .* is none now.*make it daily again$/,
      ),
    ]);
    const without: Study = { questionnaires: [version(1)], plan };
    expect(messages(study, lockOf(without))).toEqual([
      expect.stringMatching(/was none .* make it none again$/),
    ]);
  });

  it("cannot give an old name or code another meaning in a new version", () => {
    expect(messages(studyOf(version(1), version(2, { q3: slider("I feel calm.") })), lock)).toContainEqual(
      expect.stringMatching(
        /^problem: daily@2, item q3: it is of the kind slider.*give the item a new name$/,
      ),
    );
    expect(
      messages(
        studyOf(version(1), version(2, { place: singleChoice("Where?", { ...places, work: "Away" }) })),
        lock,
      ),
    ).toContainEqual(expect.stringMatching(/^note: daily@2, item place: .*give the option a new code$/));
  });
});

describe("publishing", () => {
  it("refuses a version before the one before it, and one that may not be", () => {
    const two = studyOf(version(1), version(2));
    expect(problemsOf(publish(two, emptyLock, [version(2)]))).toEqual([
      "daily@2: daily@1 is not published; publish it first",
    ]);
    const other = studyOf(version(1), version(2, { q3: slider("S") }));
    expect(problemsOf(publish(other, lock, other.questionnaires))).toEqual([
      expect.stringMatching(/^daily@2, item q3: it is of the kind slider/),
    ]);
    expect(problemsOf(publish(studyOf(version(1, calm("Clam"))), lock))).toEqual([
      expect.stringMatching(/^daily@1 is published, and this is no declared correction: item q3/),
    ]);
  });

  it("keeps both wordings and hashes of a declared correction", () => {
    const [before, after] = [version(1), version(1, calm("I feel calm!"))];
    const corrected = lockOf(studyOf(after), lock, "q3: a typo");
    expect(corrected.corrections).toEqual([
      {
        item: "q3",
        part: "label",
        reason: "a typo",
        from: { version: "daily@1", hash: definitionHash(before), wording: "I feel calm." },
        to: { version: "daily@1", hash: definitionHash(after), wording: "I feel calm!" },
      },
    ]);
    expect(messages(studyOf(after), corrected, true)).toEqual([]);
    // A later version may have either wording.
    for (const two of [version(2), version(2, calm("I feel calm!"))]) {
      expect(messages(studyOf(after, two), lockOf(studyOf(after, two), corrected), true)).toEqual([]);
    }
  });

  it("takes a correction for wordings alone", () => {
    const scored = studyOf(version(1, { q3: likert("I feel calm!", scale, { reverse: true }) }));
    expect(problemsOf(publish(scored, lock, scored.questionnaires, "q3: a typo"))).toEqual([
      expect.stringMatching(
        /this is no correction of a wording: item q3: reverse is true.*make it a new version$/,
      ),
    ]);
    expect(problemsOf(publish(study, lock, study.questionnaires, "q3: a typo"))).toEqual([
      "the correction of q3: none of its wordings differs from the published one",
    ]);
  });

  it("takes corrections in a new version, which then hold", () => {
    const two = studyOf(version(1), version(2, calm("I feel calm!")));
    expect(messages(two, lock)).toContainEqual(expect.stringMatching(/^note: daily@2, item q3: .*declare/));
    expect(problemsOf(publish(two, lock, two.questionnaires))).toHaveLength(1);
    const corrected = lockOf(two, lock, "q3: a typo");
    expect(corrected.corrections).toHaveLength(1);
    const three = studyOf(...two.questionnaires, version(3, calm("I feel calm!")));
    expect(messages(three, lockOf(three, corrected), true)).toEqual([]);
  });

  it("takes a corrected title of a published version", () => {
    const after = studyOf({ ...version(1), title: "Questions" });
    expect(lockOf(after, lock, "title: spelt out").corrections).toMatchObject([
      { part: "title", from: { wording: "Q" }, to: { wording: "Questions" } },
    ]);
  });

  it("publishes nothing while something published is missing", () => {
    const two = defineQuestionnaire({ id: "two", version: 1, title: "T", items: calm("Calm") });
    expect(problemsOf(publish({ ...studyOf(), questionnaires: [two] }, lock, [two]))).toEqual([
      expect.stringMatching(/^daily@1 was published and is no longer in the study/),
    ]);
  });
});

describe("the lock", () => {
  const tampered = (change: (text: string) => string): string => {
    const folder = testFolder();
    writeFileSync(lockPath(folder), change(readFileSync(lockPath(studyFolder), "utf8")));
    return folder;
  };

  it("is empty where there is none", () => expect(readLock(testFolder())).toEqual(emptyLock));

  it("is written whole, and nothing stays beside it", async () => {
    const folder = testFolder();
    await writeLock(folder, readLock());
    expect(readFileSync(lockPath(folder), "utf8")).toBe(readFileSync(lockPath(studyFolder), "utf8"));
    await writeLock(folder, emptyLock);
    expect(readLock(folder)).toEqual(emptyLock);
    expect(readdirSync(folder)).toEqual(["questionnaires.lock.json"]);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ["a changed wording", (text) => text.replace("I feel calm.", "I feel fine."), /^daily@1: its definition/],
    ["a changed hash", (text) => text.replace(/"hash": "./, '"hash": "0'), /^daily@1: its definition/],
    ["another name", (text) => text.replace('"daily@1"', '"daily@2"'), /^daily@2: its definition/],
    ["a further field", (text) => text.replace('"format": 1,', '"format": 1, "more": 2,'), /is no lock/],
    ["half a file", (text) => text.slice(0, 999), /is not JSON. Take it back from git/],
    [
      "another default",
      (text) => text.replace(': "daily",', ': "momentary",'),
      /^the default questionnaire was/,
    ],
  ])("shows %s", (_, change, message) => {
    expect(publicationProblems(ours, tampered(change))).toEqual([expect.stringMatching(message)]);
  });

  it("shows a correction of which a hash was changed", () => {
    const corrected = lockOf(studyOf(version(1, calm("I feel calm!"))), lock, "q3: a typo");
    const [correction] = corrected.corrections;
    if (correction === undefined) throw new Error("there is one");
    const changed = { ...correction, to: { ...correction.to, hash: "0".repeat(64) } };
    expect(
      messages(studyOf(version(1, calm("I feel calm!"))), { ...corrected, corrections: [changed] }),
    ).toEqual([
      expect.stringMatching(
        /^problem: daily@1: the correction of q3 in .* leads to a hash that no version has/,
      ),
    ]);
  });

  it("is not read when it is of a later format", () => {
    expect(() => readLock(tampered((text) => text.replace('"format": 1', '"format": 2')))).toThrow(LockError);
  });
});
