import type { Participant, Survey } from "@lab/survey-schema";
import { submissionKey } from "@lab/survey-schema";

/**
 * A participant's item: the answers of the newest survey by device time, and how many submissions the ledger has. The
 * same attributes that the processor writes, and no others.
 */
export function participantOf(newest: Survey, submissions: number): Participant {
  const { user_id, q1, q2, q3, q4, q5, freetext } = newest;
  return {
    user_id,
    q1,
    q2,
    q3,
    q4,
    q5,
    freetext,
    num_submission: submissions,
    last_submission_time: submissionKey(newest).submission_time,
  };
}
