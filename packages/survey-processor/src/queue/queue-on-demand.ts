import type { SurveyQueue } from "./survey-queue.ts";

/** A queue that is connected when it is first needed. After a failed attempt the next need tries again. */
export function queueOnDemand(connect: () => Promise<SurveyQueue>): SurveyQueue {
  let connected: SurveyQueue | undefined;
  return {
    async changeVisibility(changes, signal) {
      connected ??= await connect();
      await connected.changeVisibility(changes, signal);
    },
  };
}
