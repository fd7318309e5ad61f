import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { startStrictClockProxy } from "./clock/strict-clock-proxy.ts";
import { keyOf, startPipeline } from "./pipeline.ts";

const HOUR = 3_600_000;

it.each([
  ["an hour ahead", HOUR],
  ["an hour behind", -HOUR],
  ["a year behind", -365 * 24 * HOUR],
])(
  "a device whose clock is %s sends all the same, though AWS refuses its first signature",
  async (_, off) => {
    await using pipeline = await startPipeline();
    const { cloud, stack } = pipeline;
    await using proxy = await startStrictClockProxy(cloud.endpoints.sqs);
    const folder = testFolder();
    const clock = pathToFileURL(join(import.meta.dirname, "clock/shift-clock.ts")).href;
    const program = join(import.meta.dirname, "clock/send-waiting.ts");
    const queueUrl = new URL(new URL(stack.outputs.queueUrl).pathname, proxy.endpoint).href;
    const survey = surveyText();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", clock, program, folder, queueUrl, survey],
      { env: { ...process.env, ...cloud.environment, CLOCK_OFF: String(off) } },
    );
    const { now, ...result } = JSON.parse(stdout);
    expect(Math.abs(now - off - Date.now())).toBeLessThan(HOUR / 2);
    expect(result).toEqual({ sent: 1, waiting: 0, refused: 0, flushing: false });
    expect(proxy.refused).toHaveLength(1);
    expect(proxy.passed).toHaveLength(1);
    const { state } = await pipeline.settle();
    expect([...state.surveys.keys()]).toEqual([keyOf(survey)]);
  },
);
