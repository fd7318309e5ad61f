import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { actsOf } from "./acts-of.ts";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline } from "./pipeline.ts";

describe("lab-survey send", () => {
  it("sends files, says how each is judged, and participant show finds what was accepted", async () => {
    await using pipeline = await startPipeline();
    const folder = testFolder();
    const env = ["--env", await envFileOf(pipeline.cloud.environment)];
    const accepted = surveyText({ freetext: "I was reading." });
    const files = {
      "good.json": accepted,
      "fast.json": surveyText({ timestamp: "092821120001", time_elapsed: 1 }),
      "bad.json": surveyText({ q1: 9 }),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);

    const sent = await labSurvey(["send", ...Object.keys(files), ...env], { env: { INIT_CWD: folder } });
    expect(sent.code).toBe(1);
    expect(sent.stdout).toMatch(/^ {2}good\.json {2}200 +the queue has it {2}accepted$/m);
    expect(sent.stdout).toMatch(/^ {2}fast\.json {2}200 +the queue has it {2}rejected, too_fast$/m);
    expect(sent.stdout).toMatch(/^ {2}bad\.json +400 +not sent +malformed: q1 /m);
    await pipeline.settle();

    const shown = await labSurvey(["participant", "show", "0001", "--raw", ...env]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^ {2}num_submission +1$/m);
    expect(shown.stdout).toMatch(/^ {2}freetext +I was reading\.$/m);
    expect(shown.stdout).toContain(accepted);
    const json = await labSurvey(["participant", "show", "0001", "--json", ...env]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      submissions: [{ questionnaire: "daily" }],
      bodies: {},
    });

    expect(await labSurvey(["participant", "show", "0002", ...env])).toMatchObject({
      code: 1,
      stdout: "The stack holds no accepted survey of 0002.\n",
    });
    expect(await labSurvey(["participant", "show", "no one", ...env])).toMatchObject({ code: 2 });

    const acts = await actsOf(pipeline.stack);
    expect(acts).toMatchObject([
      {
        begun: { act: "export", subject: ["0001"] },
        ended: { outcome: "done", counts: { records: 1, surveys: 1 } },
      },
      { begun: { act: "export", subject: ["0001"] }, ended: { counts: { records: 1, surveys: 0 } } },
      { begun: { act: "export", subject: ["0002"] }, ended: { counts: { records: 0, surveys: 0 } } },
    ]);
  });
});
