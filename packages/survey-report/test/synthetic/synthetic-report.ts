import { study as ourStudy } from "@lab/study";
import type { Study, StudyPlan } from "@lab/survey-schema";
import { seededRandom } from "@lab/survey-stack";
import { createReportAggregator, type ReportData } from "../../src/index.ts";
import { type SyntheticPlan, syntheticParticipants } from "./participants.ts";
import { rejectedDocument } from "./rejected.ts";
import { stackNumbers } from "./stack-numbers.ts";

/** The moment at which one looks at a synthetic study. */
export const syntheticNow = new Date("2026-11-28T17:30:00.000Z");

/**
 * A report of a study that never was, of so many participants and days. Nothing in it is anybody's.
 *
 * @example reportHtml(syntheticReport({ participants: 10_000, plan: { days: 90, promptsPerDay: 5 }, share: 0.2 }))
 */
export function syntheticReport({
  plan = ourStudy.plan,
  ...options
}: Pick<SyntheticPlan, "participants" | "share"> & {
  readonly plan?: StudyPlan;
}): ReportData {
  const study: Study = { ...ourStudy, plan };
  const random = seededRandom(20_261_128);
  const aggregator = createReportAggregator({ study, now: syntheticNow });
  let surveys = 0;
  for (const one of syntheticParticipants({ ...options, study, now: syntheticNow, random })) {
    surveys += one.surveys.length;
    aggregator.add(one);
  }
  for (let hours = 0; hours < Math.min(surveys / 20, 24 * plan.days); hours += 1 + random() * 20) {
    const sent_at = new Date(syntheticNow.getTime() - hours * 3_600_000).toISOString();
    aggregator.addRejected([
      rejectedDocument(random() < 0.7 ? ["too_fast"] : ["too_fast", "no_text"], { sent_at }),
    ]);
  }
  return aggregator.report(stackNumbers(surveys));
}
