import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { setRecord } from "./corruptions/tampering.ts";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline } from "./pipeline.ts";
import { fill } from "./rebuild-tables.ts";

describe("lab-survey reconcile", () => {
  it("reports by exit code and in JSON, and shows answers only when asked to", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const env = await envFileOf(pipeline.cloud.environment);
    const healthy = await labSurvey(["reconcile", "--env", env]);
    expect(healthy.stdout).toContain("no difference");
    expect(healthy.code).toBe(0);

    await setRecord(pipeline.stack, "p5", "freetext", "wrong secret");
    const differing = await labSurvey(["reconcile", "--env", env]);
    expect(differing.stdout).toMatch(
      /1 participants whose record does not show the newest answers\n {2}- p5/,
    );
    expect(differing.stdout + differing.stderr).not.toContain("secret");
    expect(differing.code).toBe(1);

    const json = await labSurvey(["reconcile", "--env", env, "--json", "--show-answers"]);
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({ ok: false, counts: { answers_differ: 1 } });
    expect(document.differences[0].shown.freetext).toBe("wrong secret");
    expect(json.code).toBe(1);
  });

  it("finds a deployed stack by its outputs, as pulumi tells them", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { AWS_ENDPOINT_URL_SQS = "", ...environment } = pipeline.cloud.environment;
    const directory = testFolder();
    const outputs = join(directory, "outputs.json");
    await writeFile(outputs, JSON.stringify(pipeline.cloud.outputs));
    await writeFile(
      join(directory, "pulumi"),
      `#!/bin/sh\n[ "$*" = "stack output --json --stack dev" ] && cat "${outputs}"\n`,
    );
    await chmod(join(directory, "pulumi"), 0o755);
    const aws = Object.entries({ ...environment, AWS_ENDPOINT_URL_SQS }).filter(([name]) =>
      name.startsWith("AWS_"),
    );
    const env = { ...Object.fromEntries(aws), PATH: `${directory}${delimiter}${process.env.PATH ?? ""}` };
    const { code, stdout } = await labSurvey(["reconcile", "--stack", "dev", "--json"], { env });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, objects: 40 });
    expect(code).toBe(0);
    const unknown = await labSurvey(["reconcile", "--stack", "absent"], { env });
    expect(unknown.stderr).toContain(`"absent"`);
    expect(unknown.code).toBe(3);
  });
});
