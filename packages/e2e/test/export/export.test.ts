import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { momentary2 } from "@lab/study";
import { randomAnswers } from "@lab/survey-schema";
import { seededRandom } from "@lab/survey-stack";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actsOf } from "../acts-of.ts";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { type Pipeline, startPipeline, timestampOf } from "../pipeline.ts";
import { expectedRow } from "./expected-row.ts";
import { type ReadRow, readCsv, readJsonLines, readParquet, readRaw } from "./read-export.ts";

/** Erasing waits as long as the function may run. This is the shortest time that may be configured. */
const quick = { config: { functionTimeoutSeconds: "10", maxReceiveCount: "500" } };
const texts = [
  "=1+1",
  "+49 30",
  "-",
  "@all",
  "'quoted'",
  "a\nb\r\nc\rd",
  'say "hi", ok',
  "😀",
  "x".repeat(10_000),
];
const random = seededRandom(20_261_128);

const daily = texts.map((freetext, second) =>
  surveyText({ user_id: second % 2 === 0 ? "0001" : "-0002", timestamp: timestampOf(second), freetext }),
);
const momentary = Array.from({ length: 30 }, (_, second) =>
  JSON.stringify({
    user_id: `000${second % 3}`,
    timestamp: timestampOf(1_000 + second),
    time_elapsed: 60.25 + second,
    questionnaire: "momentary@2",
    timezone: "Europe/Berlin",
    notified_at: "2021-09-28T10:00:00+02:00",
    ...randomAnswers(momentary2, random),
  }),
);
const accepted = [...daily, ...momentary];
const rejected = [
  surveyText({ timestamp: timestampOf(90), time_elapsed: 1 }),
  "no json",
  '{"user_id":"0001"}',
];

let pipeline: Pipeline;
let env: readonly string[];
beforeAll(async () => {
  pipeline = await startPipeline(quick);
  env = ["--env", await envFileOf(pipeline.cloud.environment)];
  await pipeline.send([...accepted, ...rejected, daily[0] ?? ""]);
  await pipeline.settle();
}, 120_000);
afterAll(() => pipeline[Symbol.asyncDispose]());

const folder = testFolder();
const run = async (...args: readonly string[]) =>
  await labSurvey([...args, ...(args[1] === "verify" ? [] : env)], { env: { INIT_CWD: folder } });

/** Rows without what only the stack knows, and computed scores, in the order of their keys. */
function comparable(rows: readonly ReadRow[]): ReadRow[] {
  return rows
    .map(({ received_at, flags: _, positive_affect: _p, negative_affect: _n, ...row }) => {
      expect(received_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
      return row;
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ participant, submission_time }: ReadRow) => `${participant} ${submission_time}`;

describe("lab-survey export", () => {
  it("hands out every accepted survey, cell by cell, in every format", async () => {
    const { code, stdout } = await run("export", "data");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("Complete: as many rows as the ledger has items"),
    ]);
    const data = join(folder, "data");
    for (const [id, sent] of [["daily", daily] as const, ["momentary", momentary] as const]) {
      const expected = comparable(
        sent.map((text) => ({ ...expectedRow(text), received_at: "2026-01-01T00:00:00.000Z" })),
      );
      const numbers = new Set(
        expected.flatMap((row) => Object.keys(row).filter((name) => typeof row[name] === "number")),
      );
      expect(comparable(readCsv(data, id, numbers))).toEqual(expected);
      expect(comparable(readJsonLines(data, id))).toEqual(expected);
      expect(comparable(await readParquet(data, id))).toEqual(expected);
    }
    expect([...readRaw(data).values()].sort()).toEqual([...accepted].sort());
    const rows = readJsonLines(data, "daily");
    expect(rows.map(keyOf)).toEqual(rows.map(keyOf).toSorted());
  });

  it("also hands out who takes part and what was rejected, without bodies", async () => {
    const data = join(folder, "data");
    const people = readCsv(data, "participants", new Set(["surveys"]));
    const counts = people.map(({ participant, surveys }) => [participant, surveys]);
    expect(counts).toEqual([
      ["-0002", 4],
      ["0000", 10],
      ["0001", 15],
      ["0002", 10],
    ]);
    expect(people[2]).toMatchObject({
      first_submission: "2021-09-28T00:00:00",
      last_submission: "2021-09-28T00:17:08",
    });
    const reasons = readCsv(data, "rejected", new Set()).map(({ reasons: codes, participant }) => [
      codes,
      participant,
    ]);
    expect(reasons.sort()).toEqual([
      ["malformed", "0001"],
      ["not_json", undefined],
      ["too_fast", "0001"],
    ]);
    expect(readFileSync(join(data, "rejected.csv"), "utf8")).not.toContain("no json");
  });

  it("brings what reads the tables in R, Python, Stata and SPSS, and what they mean", () => {
    const names = readdirSync(join(folder, "data"));
    const readers = [
      "codebook.html",
      "codebook.csv",
      "datapackage.json",
      "labels.sps",
      "read.R",
      "read.do",
      "read.py",
    ];
    expect(names).toEqual(expect.arrayContaining([...readers, "daily.spss.txt"]));
    expect(readFileSync(join(folder, "data/codebook.html"), "utf8")).toContain("How stressed are you?");
    const { resources } = JSON.parse(readFileSync(join(folder, "data/datapackage.json"), "utf8"));
    expect(resources.map(({ path }: { path: string }) => path)).toEqual([
      "daily.csv",
      "momentary.csv",
      "participants.csv",
      "rejected.csv",
    ]);
  });

  it("writes a manifest that the audit trail sums up, and that verify holds the files against", async () => {
    const { tables, problems, definitions } = JSON.parse(
      readFileSync(join(folder, "data/manifest.json"), "utf8"),
    );
    expect(tables).toEqual([
      { name: "daily", rows: 9, versions: { "daily@1": 9 } },
      { name: "momentary", rows: 30, versions: { "momentary@1": 0, "momentary@2": 30 } },
      { name: "participants", rows: 4 },
      { name: "rejected", rows: 3 },
    ]);
    expect([problems, Object.keys(definitions)]).toEqual([[], ["daily@1", "momentary@1", "momentary@2"]]);
    expect((await actsOf(pipeline.stack)).at(-1)).toMatchObject({
      begun: { act: "export" },
      ended: { outcome: "done", counts: { daily: 9, momentary: 30, participants: 4, rejected: 3 } },
    });
    expect(await run("export", "verify", "data")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("All is well"),
    });
  });

  it("reads only what is new the next time, and writes nothing over what is there", async () => {
    const again = await run("export", "data");
    expect([again.code, again.stderr]).toEqual([
      3,
      expect.stringContaining("exists already. Nothing was exported."),
    ]);
    const one = surveyText({ user_id: "0009", timestamp: timestampOf(5_000) });
    await pipeline.send([one]);
    await pipeline.settle();
    const { code, stdout } = await run("export", "more");
    expect([code, stdout]).toEqual([0, expect.stringContaining("Read from the bucket: 1.")]);
    const uncached = await run("export", "uncached", "--no-cache", "--formats", "csv");
    expect(uncached.stdout).toContain("Read from the bucket: 40.");
    for (const table of ["daily", "momentary", "participants", "rejected"]) {
      const [first, second] = ["more", "uncached"].map((name) =>
        readFileSync(join(folder, name, `${table}.csv`), "utf8"),
      );
      expect(second).toBe(first);
    }
    expect(readdirSync(join(folder, "uncached")).filter((name) => name.endsWith("parquet"))).toEqual([]);
  });

  it("gives pseudonyms, the same each time, and then no id is in any file", async () => {
    const [first, second] = [
      await run("export", "p1", "--pseudonyms", "key"),
      await run("export", "p2", "--pseudonyms", "key"),
    ];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toContain("A new key for pseudonyms is in key");
    expect(second.stdout).not.toContain("A new key");
    const names = readJsonLines(join(folder, "p1"), "participants").map(({ participant }) => participant);
    expect(names).toEqual(
      readJsonLines(join(folder, "p2"), "participants").map(({ participant }) => participant),
    );
    expect(new Set(names).size).toBe(5);
    for (const name of readdirSync(join(folder, "p1"))) {
      expect(readFileSync(join(folder, "p1", name), "latin1")).not.toMatch(/-0002|"000\d"|^000\d,/m);
    }
    expect(existsSync(join(folder, "p1/raw.zip"))).toBe(false);
    writeFileSync(join(folder, "key"), "not a key");
    expect(await run("export", "p3", "--pseudonyms", "key")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("is no key for pseudonyms"),
    });
  });

  it("leaves out free texts on request, in every file", async () => {
    expect(await run("export", "silent", "--no-text", "--rejected-bodies")).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "silent/daily.csv"), "utf8")).toMatch(/^\uFEFFparticipant,.*,q5\r\n/);
    for (const name of readdirSync(join(folder, "silent"))) {
      const content = readFileSync(join(folder, "silent", name), "latin1");
      expect(content).not.toMatch(/xxxxx|no json/);
      // What was wrong with a rejected survey names items.
      if (!name.startsWith("rejected")) expect(content, name).not.toContain("freetext");
    }
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const before = readdirSync(folder);
    const { code } = await labSurvey(["export", "never", "--no-cache", ...env], {
      env: { INIT_CWD: folder },
      interruptAt: { text: "surveys written", signal: "SIGINT" },
    });
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("names what the ledger has and cannot be handed out, and exports the rest", async () => {
    const { s3, outputs } = pipeline.stack;
    const Bucket = outputs.surveysBucketName;
    const [altered, gone] = ["-0002092821000001.json", "-0002092821000003.json"];
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: altered,
        Body: surveyText({ user_id: "-0002", timestamp: timestampOf(1), q1: 5 }),
      }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: gone }));
    const { code, stdout } = await run("export", "damaged", "--no-cache");
    expect(code).toBe(1);
    expect(stdout).toContain(`${altered}: the object is not the survey that the ledger has`);
    expect(stdout).toContain(`${gone}: the bucket does not have it`);
    expect(stdout).toContain("2 surveys of the ledger are missing");
    expect(readJsonLines(join(folder, "damaged"), "daily")).toHaveLength(8);
  });

  it("keeps nothing of an erased participant, in the cache either", async () => {
    const { code, stdout } = await run("withdraw", "0001", "--erase", "--yes");
    expect([code, stdout]).toEqual([0, expect.stringContaining("cache of exported surveys: 15.")]);
    expect(stdout).toMatch(
      /may still have them\. Ask them\.\n.*\n( {2}\S+ \S+ UTC +\S+@\S+ +all accepted and rejected surveys\n)+/,
    );
    expect(await run("export", "erased")).toMatchObject({
      stdout: expect.stringContaining("to be erased: 1 participants"),
    });
    for (const name of readdirSync(join(folder, "erased"))) {
      expect(readFileSync(join(folder, "erased", name), "latin1")).not.toMatch(/"0001"|^0001,|,0001,/m);
    }
  }, 60_000);
});

describe("lab-survey export verify", () => {
  it("names a file that was changed, one that is missing, and one that is new", async () => {
    writeFileSync(join(folder, "more/notes.txt"), "mine");
    writeFileSync(
      join(folder, "more/daily.csv"),
      readFileSync(join(folder, "more/daily.csv"), "utf8").replace(",3,", ",4,"),
    );
    writeFileSync(join(folder, "more/daily.jsonl"), "{}\n");
    const { code, stdout } = await run("export", "verify", "more");
    expect(code).toBe(1);
    expect(stdout).toContain("daily.csv is not what was written");
    expect(stdout).toContain("daily.jsonl does not have as many rows as the manifest says");
    expect(stdout).toContain("notes.txt was not written by the export");
    expect(await run("export", "verify", "nowhere")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("has no manifest.json of an export"),
    });
  });
});
