import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actsOf } from "../acts-of.ts";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { type Pipeline, startPipeline, timestampOf } from "../pipeline.ts";

let pipeline: Pipeline;
let env: readonly string[];
beforeAll(async () => {
  pipeline = await startPipeline();
  env = ["--env", await envFileOf(pipeline.cloud.environment)];
  await pipeline.send([
    ...[1, 2, 3, 4].map((q2, second) =>
      surveyText({
        user_id: `000${second % 2}`,
        timestamp: timestampOf(second),
        q2,
        q4: 1,
        freetext: `day ${second}, =1`,
      }),
    ),
    surveyText({ timestamp: timestampOf(90), time_elapsed: 1 }),
  ]);
  await pipeline.settle();
}, 60_000);
afterAll(() => pipeline[Symbol.asyncDispose]());

const query = (sql: string, ...options: readonly string[]) => labSurvey(["query", sql, ...options, ...env]);

describe("lab-survey query", () => {
  it("asks the surveys, the participants and the rejected ones", async () => {
    const { code, stdout } = await query(
      "select participant, q2 from surveys where q2 >= 3 or q4 >= 3 order by q2",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      columns: ["participant", "q2"],
      rows: [
        ["0000", 3],
        ["0001", 4],
      ],
    });
    const counts = await query(
      "select (select count(*) from daily), (select sum(surveys) from participants), (select reasons from rejected), (select count(*) from momentary)",
      "--json",
    );
    expect(JSON.parse(counts.stdout)).toMatchObject({ rows: [["4", "4", "too_fast", "0"]] });
    expect((await actsOf(pipeline.stack)).at(-1)).toMatchObject({
      begun: { act: "export", subject: ["the answer to a query"] },
      ended: { outcome: "done", counts: { rows: 1 } },
    });
  });

  it("answers as a table that people read, or as CSV", async () => {
    const table = await query("select participant, freetext from surveys order by submission_time limit 2");
    expect(table.stdout).toMatch(
      /^ {2}participant {2}freetext\n {2}0000 +day 0, =1\n {2}0001 +day 1, =1\n\n2 rows\.$/m,
    );
    const csv = await query(
      "select '=' || participant p, null n, freetext from surveys order by 1 limit 1",
      "--csv",
    );
    expect(csv.stdout).toBe('\uFEFFp,n,freetext\r\n\'=0000,,"day 0, =1"\r\n');
  });

  it("refuses what reads anything else, and says why", async () => {
    const { code, stdout, stderr } = await query("from read_csv('/etc/hosts')");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/The statement is wrong\. Permission Error: Cannot access file "\/etc\/hosts"/);
  });
});
