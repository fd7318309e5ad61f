import type { RedriveOutcome } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { rejudgedReport } from "../src/output/rejudge-report.ts";

const accepted: RedriveOutcome = { messageId: "m1", status: "redriven", verdict: "accepted" };
const missing: RedriveOutcome = { messageId: "m2", status: "missing" };
const failed: RedriveOutcome = { messageId: "m3", status: "failed", reason: "throttled" };

describe("the report on surveys that were judged again", () => {
  it("counts them by verdict, and what was left", () => {
    expect(rejudgedReport([accepted, accepted], 1)).toContain(
      "2 judged again: 2 accepted. 1 left, of versions that this study does not have.",
    );
  });

  it("counts what is missing by itself, since nothing was judged", () => {
    expect(rejudgedReport([accepted, missing], 0)).toContain(
      "1 judged again: 1 accepted. 1 missing. Somebody else had them judged again.",
    );
    expect(rejudgedReport([missing], 0)).toContain("0 judged again. 1 missing.");
  });

  it("says what to do about those that failed", () => {
    expect(rejudgedReport([failed], 0)).toMatch(/1 judged again: 1 failed\. .*redrive --run/);
  });
});
