/** What a page keeps about one study, and where. */
export interface StudyNames {
  /** The database of surveys that wait. */
  readonly outbox: string;
  /** The database of receipts. */
  readonly receipts: string;
  /** The database of participants and their enrolment codes. */
  readonly participants: string;
}

/**
 * What belongs to a page, and not to one of its studies: a database, and the channel between its tabs.
 *
 * @param folder - The path of the page's folder, which is also the scope of its service worker. Web servers
 *   often have several studies under one origin, and browsers share all storage of an origin.
 * @example pageName("/stress/"); // "survey-page /stress/"
 */
export function pageName(folder: string): string {
  return `survey-page ${folder}`;
}

/**
 * What belongs to one study of a page. A page whose configuration names another queue is of another study.
 *
 * Neither a path nor a URL has spaces, so no two pages or queues have a name in common.
 */
export function studyNames(folder: string, queueUrl: string): StudyNames {
  const place = `${folder} ${new URL(queueUrl).href}`;
  return {
    outbox: `survey-outbox ${place}`,
    receipts: `survey-receipts ${place}`,
    participants: `survey-participants ${place}`,
  };
}
