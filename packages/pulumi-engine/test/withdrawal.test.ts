import { type ServedCloud, servePulumi } from "@lab/survey-cloud";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Contents, everythingIn } from "./fixtures/everything-in.ts";
import { labSurvey } from "./fixtures/lab-survey.ts";
import { copyProject, type Project } from "./fixtures/project.ts";
import { send } from "./fixtures/survey.ts";

let cloud: ServedCloud;
let project: Project;

beforeAll(async () => {
  cloud = await servePulumi({ maxWorkers: 2 });
  project = await copyProject(cloud.environment);
  await project.pulumi("stack", "init", "local");
  // Erasing waits as long as a function may run. This is the shortest time. And the trail is locked, as a lab may want it.
  const config = { functionTimeoutSeconds: "10", maxReceiveCount: "500", auditLockDays: "30" };
  for (const [key, value] of Object.entries(config)) {
    await project.pulumi("config", "set", key, value, "--stack", "local");
  }
  await project.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
});
afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await cloud?.close();
});

/** Two surveys to accept, one to reject, and one that is not well-formed, all with a word that no other participant writes. */
function surveysOf(user_id: string, word: string): string[] {
  return [
    surveyText({ user_id, freetext: `${word} first` }),
    surveyText({ user_id, timestamp: "092921120000", freetext: `${word} second` }),
    surveyText({ user_id, timestamp: "093021120000", time_elapsed: 1, freetext: `${word} too fast` }),
    `{"user_id":"${user_id}","freetext":"${word} malformed"}`,
  ];
}

const linesWith = (text: string, { surveys, rejected, audit, participants, submissions }: Contents) =>
  [surveys, rejected, audit, participants, submissions].flat().filter((line) => line.includes(text));

it("a participant is erased from a stack that Pulumi deployed, and one whose id begins with hers loses nothing", async () => {
  const outputs = await project.outputs("local");
  await send(cloud, outputs, [...surveysOf("1", "hers"), ...surveysOf("10", "another's")]);
  const before = await everythingIn(cloud, outputs);
  // Four bodies, and the newest answers on the participant's record.
  expect(linesWith("hers", before)).toHaveLength(5);
  const ofAnother = linesWith("another's", before);
  expect(ofAnother).toHaveLength(5);
  const ledgerOfAnother = before.submissions.filter((line) => line.includes('{"S":"10"}'));
  expect(ledgerOfAnother).toHaveLength(2);

  const receipt: unknown = JSON.parse(
    await labSurvey(project, "withdraw", "1", "--erase", "--yes", "--json", "--stack", "local"),
  );
  expect(receipt).toMatchObject({
    ok: true,
    erasure: { erased: { "1": { surveys: 2, submissions: 2, records: 1, rejected: 2 } } },
  });

  const after = await everythingIn(cloud, outputs);
  expect(linesWith("hers", after)).toEqual([]);
  expect(linesWith("another's", after)).toEqual(ofAnother);
  expect(after.submissions).toEqual(ledgerOfAnother);
  expect(after.surveys.filter((line) => !line.startsWith("10"))).toEqual([]);
  expect(after.rejected).toHaveLength(2);
  const [tombstone, ...others] = after.participants.filter((line) => line.includes('"user_id":{"S":"1"}'));
  expect(others).toEqual([]);
  expect(JSON.parse(tombstone ?? "")).toEqual({
    user_id: { S: "1" },
    num_submission: { N: "0" },
    format: { N: "1" },
    withdrawal: { M: { mode: { S: "erase" }, at: { S: expect.any(String) }, by: { S: expect.any(String) } } },
  });

  expect(after.audit).toEqual([
    expect.stringMatching(/^acts\/\S+-erase\.begun\.json: .*"subject":\["1"\]/),
    expect.stringMatching(/^acts\/\S+-erase\.ended\.json: .*"outcome":"done".*"surveys_deleted":2/),
    expect.stringMatching(/^tombstones\/1\/\S+-erase\.json: /),
  ]);
  expect(await labSurvey(project, "audit", "--act", "erase", "--stack", "local")).toContain("1 act.");

  await send(cloud, outputs, [
    surveyText({ user_id: "1", timestamp: "100121120000", freetext: "hers, late" }),
  ]);
  const late = await everythingIn(cloud, outputs);
  expect(linesWith("hers", late)).toEqual([]);
  expect({ ...late, rejected: [] }).toEqual({ ...after, rejected: [] });
  const kept = late.rejected.filter((line) => !after.rejected.includes(line));
  expect(kept).toEqual([expect.stringContaining('"reasons":[{"code":"withdrawn"}]')]);
});
