import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalSha256 } from "@lab/survey-processor";
import { type Rebuilt, rebuild, reconcile, type Stack } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline } from "./pipeline.ts";
import { fill, lose, readTables } from "./rebuild-tables.ts";

const { signal } = new AbortController();

/** Puts over a survey's object what becomes of its body and metadata. */
async function change(
  { s3, outputs }: Stack,
  Key: string,
  to: (body: string, metadata: Record<string, string>) => { Body: string; Metadata?: Record<string, string> },
): Promise<void> {
  const Bucket = outputs.surveysBucketName;
  const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const body = (await Body?.transformToString()) ?? "";
  await s3.send(new PutObjectCommand({ Bucket, Key, Metadata, ...to(body, Metadata) }));
}

const forged = (body: string) => JSON.stringify({ ...JSON.parse(body), freetext: "forged" });
/** Another answer, metadata kept. */
const bodyOnly = (body: string) => ({ Body: forged(body) });
/** Another answer, and metadata that say its hash. */
const bodyAndMetadata = (body: string, metadata: Record<string, string>) => ({
  Body: forged(body),
  Metadata: { ...metadata, "canonical-sha256": canonicalSha256(JSON.parse(forged(body))) },
});

/** The keys of a participant's surveys, the oldest first. */
async function keysOf(stack: Stack, user_id: string): Promise<string[]> {
  const { submissions } = await readTables(stack);
  return submissions.flatMap((item) => (item.user_id === user_id ? [String(item.object_key)] : []));
}

const problemsOf = ({ problems }: Rebuilt) => problems.map(({ kind, id }) => `${kind} ${id}`).sort();

describe("rebuilding from a bucket that was tampered with", () => {
  it("refuses a forgery, names it, and mends the rest; the ledger keeps its hash", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const before = await readTables(stack);
    const [p1, p2] = [await keysOf(stack, "p1"), await keysOf(stack, "p2")];
    const [old = "", newest = ""] = [p1[0], p2.at(-1)];
    await change(stack, old, bodyOnly);
    await change(stack, newest, bodyAndMetadata);
    await lose(stack, "submissions", ({ user_id }) => user_id === "p5");
    await lose(stack, "participants", ({ user_id }) => user_id === "p4");

    const rebuilt = await rebuild(stack, { signal, prune: true });
    expect(problemsOf(rebuilt)).toEqual(
      [
        `object_contradicts_metadata ${old}`,
        `ledger_hash_differs ${newest}`,
        "newest_survey_refused p2",
      ].sort(),
    );
    expect(rebuilt).toMatchObject({
      submissions: { replaced: 0, surplus: 0, pruned: 0 },
      participants: { added: 1, replaced: 0, pruned: 0 },
    });
    expect(await readTables(stack)).toEqual(before);
    const { differences } = await reconcile(stack, { signal });
    expect(differences.map((one) => JSON.stringify(one)).sort()).toEqual(
      [old, newest].map((key) => JSON.stringify({ kind: "hash_differs", key })).sort(),
    );
  });

  it("believes no object that its ledger item's ETag speaks against, where the item has lost its hash", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const [p1, p2] = [await keysOf(stack, "p1"), await keysOf(stack, "p2")];
    const [whole = "", newest = ""] = [p1[0], p2.at(-1)];
    const { submissions, participants } = await readTables(stack);
    for (const item of submissions.filter(({ object_key }) => [whole, newest].includes(String(object_key)))) {
      const Item = { ...item, canonical_sha256: null };
      await stack.dynamodb.send(new PutCommand({ TableName: stack.outputs.submissionsTableName, Item }));
    }
    await change(stack, newest, (body) => ({ Body: forged(body), Metadata: {} }));

    // The one whose bytes are still there gets its hash again.
    const rebuilt = await rebuild(stack, { signal });
    expect(problemsOf(rebuilt)).toEqual([`ledger_etag_differs ${newest}`, "newest_survey_refused p2"]);
    expect(await readTables(stack)).toEqual({
      submissions: submissions.map((item) =>
        item.object_key === newest ? { ...item, canonical_sha256: null } : item,
      ),
      participants,
    });
  });

  it("says so by the exit code and the last sentence, in a dry run too", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const [old = ""] = await keysOf(pipeline.stack, "p1");
    await change(pipeline.stack, old, bodyOnly);
    const env = await envFileOf(pipeline.cloud.environment);
    for (const more of [[], ["--dry-run"]]) {
      const { code, stdout } = await labSurvey(["rebuild", "--env", env, ...more]);
      expect(code).toBe(1);
      expect(stdout).toContain(`${old}: refused: its body and its metadata do not belong together`);
      expect(stdout.trim().split("\n").at(-1)).toMatch(/do not agree with the surveys bucket\. 1 problem/);
    }
  });

  it("enters no forgery in an empty ledger, and deletes nothing of whoever it is of", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    for (const key of await keysOf(stack, "p6")) await change(stack, key, bodyOnly);
    const before = await readTables(stack);
    await lose(stack, "submissions");
    const rebuilt = await rebuild(stack, { signal, prune: true });
    expect(problemsOf(rebuilt)).toContain("participant_not_judged p6");
    const after = await readTables(stack);
    expect(after.participants).toEqual(before.participants);
    expect(after.submissions).toEqual(before.submissions.filter(({ user_id }) => user_id !== "p6"));
  });

  it("counts no invalid survey that lies in the bucket", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const [old = ""] = await keysOf(stack, "p1");
    await lose(stack, "submissions", ({ object_key }) => object_key === old);
    await change(stack, old, (body, metadata) => {
      const survey = { ...JSON.parse(body), time_elapsed: 1 };
      return {
        Body: JSON.stringify(survey),
        Metadata: { ...metadata, "canonical-sha256": canonicalSha256(survey) },
      };
    });
    expect(problemsOf(await rebuild(stack, { signal }))).toEqual([`survey_invalid ${old}`]);
    expect(await keysOf(stack, "p1")).not.toContain(old);
  });

  it("takes nothing for surplus that it does not know", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const { s3, dynamodb, outputs } = stack;
    const [old = ""] = await keysOf(stack, "p1");
    // An object in a later format, one under a key of a later version with its ledger item, and a record of its participant.
    await change(stack, old, (Body, metadata) => ({ Body, Metadata: { ...metadata, format: "2" } }));
    const later = "z1092821120000.json.gz";
    await s3.send(new PutObjectCommand({ Bucket: outputs.surveysBucketName, Key: later, Body: "{}" }));
    const item = { user_id: "z1", submission_time: "2021-09-28T12:00:00.5", object_key: later };
    await dynamodb.send(new PutCommand({ TableName: outputs.submissionsTableName, Item: item }));
    const record = { user_id: "z1", mood_of_the_day: 3, num_submission: 1 };
    await dynamodb.send(new PutCommand({ TableName: outputs.participantsTableName, Item: record }));
    const before = await readTables(stack);

    const rebuilt = await rebuild(stack, { signal, prune: true });
    expect(problemsOf(rebuilt)).toEqual([
      "ledger_item_unknown z1 2021-09-28T12:00:00.5",
      `object_format_unknown ${old}`,
      `object_key_unknown ${later}`,
      "participant_not_judged z1",
    ]);
    expect(rebuilt).toMatchObject({
      submissions: { surplus: 0, pruned: 0 },
      participants: { surplus: 0, pruned: 0 },
    });
    expect(await readTables(stack)).toEqual(before);
  });

  it("leaves what a later version of the study stored, and says so", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const { s3, dynamodb, outputs } = stack;
    // The function was rolled back to before this version of the questionnaire.
    const key = "z1092821120000.momentary.json";
    const survey = {
      user_id: "z1",
      timestamp: "092821120000",
      time_elapsed: 60,
      questionnaire: "momentary@9",
    };
    await s3.send(
      new PutObjectCommand({ Bucket: outputs.surveysBucketName, Key: key, Body: JSON.stringify(survey) }),
    );
    const item = { user_id: "z1", submission_time: "2021-09-28T12:00:00#momentary", object_key: key };
    await dynamodb.send(new PutCommand({ TableName: outputs.submissionsTableName, Item: item }));
    const record = { user_id: "z1", momentary_answers: { calm: 3 }, num_submission: 1 };
    await dynamodb.send(new PutCommand({ TableName: outputs.participantsTableName, Item: record }));
    const before = await readTables(stack);

    const rebuilt = await rebuild(stack, { signal, prune: true });
    expect(problemsOf(rebuilt)).toEqual(["newest_survey_refused z1", `object_questionnaire_unknown ${key}`]);
    expect(await readTables(stack)).toEqual(before);
    const { differences } = await reconcile(stack, { signal, deep: true });
    expect(differences).toContainEqual({ kind: "object_questionnaire_unknown", key });
  });

  it("enters the new ETag of a survey that was copied, and is content then", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const [old = ""] = await keysOf(stack, "p1");
    await change(stack, old, (body) => ({ Body: JSON.stringify(JSON.parse(body), undefined, 2) }));
    const noted = await reconcile(stack, { signal });
    expect(noted).toMatchObject({ differences: [], notes: [{ kind: "etag_differs", key: old }] });
    expect(await rebuild(stack, { signal })).toMatchObject({ submissions: { replaced: 1 }, problems: [] });
    expect(await reconcile(stack, { signal })).toMatchObject({ differences: [], notes: [] });
    expect(await reconcile(stack, { signal, deep: true })).toMatchObject({
      differences: [],
      notes: [{ kind: "survey_put_again", key: old }],
    });
  });
});
