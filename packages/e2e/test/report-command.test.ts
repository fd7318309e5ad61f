import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { surveyTimestamp } from "@lab/survey-schema";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actsOf } from "./acts-of.ts";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { type Pipeline, startPipeline } from "./pipeline.ts";
import { startCommand } from "./start-command.ts";

const cli = fileURLToPath(new URL("../../survey-cli/src/cli.ts", import.meta.url));
const HOUR = 3_600_000;

/** A survey that was answered so many hours ago, by a clock in UTC. */
function answered(user_id: string, hoursAgo: number, fields: Readonly<Record<string, unknown>> = {}): string {
  const then = new Date(Date.now() - hoursAgo * HOUR);
  const inUtc = new Date(then.getTime() + then.getTimezoneOffset() * 60_000);
  return surveyText({ user_id, timestamp: surveyTimestamp(inUtc), ...fields });
}

let pipeline: Pipeline;
let env: readonly string[];
const folder = testFolder();
const run = (...args: readonly string[]) => labSurvey([...args, ...env], { env: { INIT_CWD: folder } });

beforeAll(async () => {
  pipeline = await startPipeline();
  env = ["--env", await envFileOf(pipeline.cloud.environment)];
  await pipeline.send([
    answered("0001", 0),
    answered("0001", 30),
    answered("0002", 0, { freetext: "secret words" }),
    answered("0002", 1, { time_elapsed: 1 }),
    answered("trial", 0),
  ]);
  await pipeline.settle();
}, 120_000);
afterAll(() => pipeline[Symbol.asyncDispose]());

describe("lab-survey report", () => {
  it("writes a page with ids and sums, and no text that somebody wrote, and leaves an act in the audit trail", async () => {
    const { code, stdout } = await run("report");
    expect([code, stdout]).toEqual([0, expect.stringContaining("The receipt is balanced.")]);
    expect(stdout).toContain("4 surveys today, 4 in all. 3 participants are active, 0 silent.");
    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page).toContain("Right now, I feel well.");
    expect(page).not.toContain("secret words");
    expect((await actsOf(pipeline.stack)).at(-1)).toMatchObject({
      begun: { act: "export", subject: ["report on all surveys"] },
      ended: { outcome: "done", counts: { surveys: 4, participants: 3 } },
    });
  });

  it("prints what the page says as JSON, for the participants of a roster", async () => {
    writeFileSync(
      join(folder, "roster.csv"),
      "participant,start,test\n0001,,\n0002,,\n0009,2026-01-01,\ntrial,,yes\n",
    );
    const { code, stdout } = await run("report", "json.html", "--json", "--roster", "roster.csv");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      hasRoster: true,
      participants: { total: 3, active: 2, testAccounts: 1 },
      surveys: { total: 3, today: 3 },
      rejected: { total: 1, reasons: [{ code: "too_fast", surveys: 1 }] },
      stack: {
        undelivered: 0,
        waiting: 0,
        receipt: { ledgerItems: 4, objects: 4, counted: 4, balanced: true },
      },
    });
    expect(readFileSync(join(folder, "json.html"), "utf8")).not.toContain("trial");
  });

  it("refuses a roster that is none, and --json with --watch", async () => {
    writeFileSync(join(folder, "wrong.csv"), "id\n0001\n");
    expect(await run("report", "never.html", "--roster", "wrong.csv")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("is no roster"),
    });
    expect(await run("report", "never.html", "--json", "--watch")).toMatchObject({ code: 2 });
    expect(readdirSync(folder)).not.toContain("never.html");
  });

  it("leaves the old page, and nothing beside it, when it is interrupted", async () => {
    writeFileSync(join(folder, "old.html"), "old");
    const before = readdirSync(folder);
    const { code } = await labSurvey(["report", "old.html", "--no-cache", ...env], {
      env: { INIT_CWD: folder },
      interruptAt: { text: "surveys read", signal: "SIGINT" },
    });
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(join(folder, "old.html"), "utf8")).toBe("old");
  });

  it("shows the page, writes it again, and ends well with Ctrl-C", async () => {
    const file = join(folder, "watched.html");
    const command = startCommand(cli, "report", file, "--no-cache", "--serve", "--watch", "0.1", ...env);
    let said = "";
    command.child.stdout?.on("data", (text: string) => {
      said += text;
    });
    await command.spoken("Written again");
    const [url = ""] = /http:\/\/\S+/.exec(said) ?? [];
    expect(await (await fetch(url)).text()).toContain("How the study is going");
    command.child.kill("SIGINT");
    await command.closed;
    expect(command.child.exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("</html>");
  });

  it("ends with 1 when a participant's count is not the number of the ledger's items, and says so on the page", async () => {
    const { dynamodb, outputs } = pipeline.stack;
    await dynamodb.send(
      new UpdateCommand({
        TableName: outputs.participantsTableName,
        Key: { user_id: "0001" },
        UpdateExpression: "SET num_submission = :wrong",
        ExpressionAttributeValues: { ":wrong": 7 },
      }),
    );
    const { code, stdout } = await run("report", "unbalanced.html");
    expect([code, stdout]).toEqual([1, expect.stringContaining("The receipt is not balanced.")]);
    const page = readFileSync(join(folder, "unbalanced.html"), "utf8");
    expect(page).toContain("For 1 participant the count is not the number of items.");
  });

  it("leaves out a participant who is to be erased, also what the receipt compares", async () => {
    const { dynamodb, outputs } = pipeline.stack;
    await dynamodb.send(
      new UpdateCommand({
        TableName: outputs.participantsTableName,
        Key: { user_id: "0001" },
        UpdateExpression: "SET withdrawal = :erase",
        ExpressionAttributeValues: {
          ":erase": { mode: "erase", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" },
        },
      }),
    );
    const { code, stdout } = await run("report", "erased.html", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      participants: { total: 2 },
      surveys: { total: 2 },
      stack: { receipt: { ledgerItems: 2, objects: 2, counted: 2, balanced: true } },
    });
    expect(readFileSync(join(folder, "erased.html"), "utf8")).not.toContain("0001");
  });
});
