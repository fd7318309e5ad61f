import {
  createJudge,
  defineQuestionnaire,
  defineStudy,
  likert,
  MAX_DEFAULT_ITEMS,
  type Study,
  submissionOf,
} from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import type { Recording } from "../../src/index.ts";
import { participantUpdate } from "../../src/stores/dynamo-tables.ts";

const scale = ["no", "yes"];
const items = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, likert("A", scale, { required: false })] as const));

/** Words that DynamoDB keeps for itself, each a name that a lab may want. */
const reserved = ["date", "count", "comment", "time", "status", "size", "level"];

function studyOf(names: readonly string[], later: readonly string[] = names): Study {
  const version = (one: 1 | 2, asked: readonly string[]) =>
    defineQuestionnaire({ id: "daily", version: one, title: "Daily", items: items(asked) });
  return defineStudy({
    questionnaires: [version(1, names), version(2, later)],
    defaultQuestionnaire: "daily",
    plan: { days: 1, promptsPerDay: 1 },
  });
}

function updateFor(
  study: Study,
  answers: Readonly<Record<string, number>>,
  shape: Recording["shape"],
  version = 1,
) {
  const text = JSON.stringify({
    ...{ user_id: "0001", timestamp: "092821120000", time_elapsed: 5, questionnaire: `daily@${version}` },
    ...answers,
  });
  const judged = createJudge(study).judge(text);
  if (!judged.valid) throw new TypeError("not a valid survey");
  const stored = { canonicalSha256: "0", etag: "1", receivedAt: "2021-09-28T16:00:00.000Z" };
  const submission = submissionOf(judged.survey, judged.flags, stored);
  const sentAt = Date.parse("2021-09-28T16:00:00Z");
  return participantUpdate(study, { survey: judged.survey, submission, sentAt, shape });
}

describe("the update of a participant's record", () => {
  it("names every attribute by a placeholder, whatever the items are called", () => {
    const update = updateFor(studyOf(reserved), { date: 1, status: 2 }, "newer");
    expect(update.UpdateExpression).toMatch(
      /^SET (#\w+ = :\w+, )+#\w+ = :\w+ REMOVE (#\w+, )+#\w+ ADD #\w+ :\w+$/,
    );
    expect(update.ConditionExpression).toBe(
      "(attribute_not_exists(#time) OR #time < :time) AND " +
        "(attribute_not_exists(#withdrawal) OR (#withdrawal.#mode = :keep AND #withdrawal.#at > :sent))",
    );
    const names: Readonly<Record<string, string>> = update.ExpressionAttributeNames;
    expect(Object.values(names)).toEqual(expect.arrayContaining(reserved));
  });

  it("removes the answers of all versions that the newer survey does not have", () => {
    const update = updateFor(studyOf(["a", "b"], ["b", "c"]), { b: 1 }, "newer", 2);
    const names: Readonly<Record<string, string>> = update.ExpressionAttributeNames;
    const [, removed = ""] = /REMOVE (.*) ADD/.exec(update.UpdateExpression) ?? [];
    expect(removed.split(", ").map((placeholder) => names[placeholder])).toEqual(["a", "c"]);
  });

  it("of an older survey only counts it", () => {
    const update = updateFor(studyOf(["a"]), { a: 1 }, "older");
    expect(update).toEqual({
      Key: { user_id: "0001" },
      ConditionExpression:
        "#time > :time AND " +
        "(attribute_not_exists(#withdrawal) OR (#withdrawal.#mode = :keep AND #withdrawal.#at > :sent))",
      UpdateExpression: "SET #format = :format ADD #count :one",
      ExpressionAttributeNames: {
        "#time": "last_submission_time",
        "#count": "num_submission",
        "#format": "format",
        "#withdrawal": "withdrawal",
        "#mode": "mode",
        "#at": "at",
      },
      ExpressionAttributeValues: {
        ":time": "2021-09-28T12:00:00",
        ":one": 1,
        ":format": 1,
        ":keep": "keep",
        ":sent": "2021-09-28T16:00:00.000Z",
      },
    });
  });

  it("is short enough for DynamoDB with the most items that a default may have", () => {
    const names = Array.from({ length: MAX_DEFAULT_ITEMS }, (_, i) => `an_item_with_a_long_name_${i}`);
    const answered = Object.fromEntries(names.map((name) => [name, 1] as const));
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 4 KB for an expression, 300 operators.
    for (const answers of [answered, {}]) {
      const { UpdateExpression } = updateFor(studyOf(names), answers, "newer");
      expect(Buffer.byteLength(UpdateExpression)).toBeLessThan(4_096);
      expect(UpdateExpression.split("=").length).toBeLessThan(300);
    }
  });
});
