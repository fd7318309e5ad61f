import { UnpublishedStudyError } from "./unpublished-study-error.ts";

/**
 * Refuses to collect data with questionnaires that may still change, or that changed since they were published.
 *
 * @param protectData - Whether the stack is for data that nobody can collect again. Other stacks take every study.
 * @param problems - Finds what is not published, or not as it was published: one sentence for each.
 * @throws UnpublishedStudyError when there is a problem.
 */
export function requirePublished(protectData: boolean, problems: () => readonly string[]): void {
  if (!protectData) return;
  const found = problems();
  if (found.length > 0) throw new UnpublishedStudyError(found);
}
