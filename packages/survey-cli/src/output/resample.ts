import type { BacklogSample } from "@lab/survey-stack";

/** One column of a chart: the most that was in the queue during a stretch of time. */
export interface BacklogColumn {
  readonly waiting: number;
  readonly inFlight: number;
}

/**
 * Samples as evenly spaced columns from 0 to the last sample's time; a stretch without a sample has the value
 * of the one before.
 */
export function resample(samples: readonly BacklogSample[], columns: number): BacklogColumn[] {
  const end = samples.at(-1)?.time ?? 0;
  const highest: (BacklogColumn | undefined)[] = Array.from({ length: columns });
  for (const sample of samples) {
    const column = end === 0 ? 0 : Math.min(columns - 1, Math.floor((sample.time / end) * columns));
    const before = highest[column];
    if (before === undefined || total(sample) > total(before)) highest[column] = sample;
  }
  let last: BacklogColumn = { waiting: 0, inFlight: 0 };
  return highest.map((column) => {
    last = column ?? last;
    return { waiting: last.waiting, inFlight: last.inFlight };
  });
}

/** How many surveys are in the queue, waiting or in flight. */
export function total({ waiting, inFlight }: BacklogColumn): number {
  return waiting + inFlight;
}
