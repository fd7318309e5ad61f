import { SECONDS_PER_HOUR } from "../../queue/queue-timing.ts";
import { processorMetric } from "../metrics/survey-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * With fewer surveys in an hour, the share of rejected ones says nothing. One rejected survey of three at
 * night is no news.
 */
export const FEWEST_SURVEYS = 20;

const JUDGED = "(FILL(accepted, 0) + FILL(duplicate, 0) + FILL(rejected, 0))";

/**
 * Rings when a large share of an hour's surveys is rejected. A new version of an app may send malformed
 * surveys, the answers to a question may come empty, or somebody else may send.
 *
 * Some surveys are always rejected as too fast or empty, so the share counts. It is the share of all judged
 * surveys. Duplicates are among them, because they were accepted before. The period is a whole hour, because
 * prompts come in bursts. It needs at least {@link FEWEST_SURVEYS} surveys, because the share of a few is
 * chance. An hour in which all surveys were rejected reports no accepted ones, so a missing number counts as
 * 0.
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
