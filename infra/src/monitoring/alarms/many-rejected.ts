import { SECONDS_PER_HOUR } from "../../queue/queue-timing.ts";
import { processorMetric } from "../metrics/survey-metrics.ts";
import type { Alarm } from "./alarm.ts";

/** Surveys of an hour below which their share of rejected ones says nothing: one of three at night is no news. */
export const FEWEST_SURVEYS = 20;

const JUDGED = "(FILL(accepted, 0) + FILL(duplicate, 0) + FILL(rejected, 0))";

/**
 * Rings when a large share of an hour's surveys is rejected: an app's new version sends what is malformed, a question's answers
 * come empty, or somebody else sends.
 *
 * Some are always rejected, for being too fast or empty, so it is the share that counts. Of all that were judged, duplicates
 * included, which were accepted before. A whole hour, since prompts come in bursts, and at least {@link FEWEST_SURVEYS}: a share of
 * few is chance. An hour in which all were rejected has no accepted ones to report, so what is missing counts as 0.
 */
export function manyRejected(environment: string, percent: number): Alarm {
  return {
    name: "many-rejected",
    meaning: `At least ${percent} % of the surveys of an hour were rejected. They are kept, with reasons, in the rejected bucket.`,
    watches: {
      expression: `IF(${JUDGED} >= ${FEWEST_SURVEYS}, 100 * FILL(rejected, 0) / ${JUDGED}, 0)`,
      label: "rejected surveys, in percent",
      of: {
        accepted: processorMetric(environment, "accepted", "Sum"),
        duplicate: processorMetric(environment, "duplicate", "Sum"),
        rejected: processorMetric(environment, "rejected", "Sum"),
      },
    },
    threshold: percent,
    periodSeconds: SECONDS_PER_HOUR,
    periods: 1,
    ringsAfter: 1,
  };
}
