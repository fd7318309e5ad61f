import { type Submission, submissionSchema } from "@lab/survey-schema";
import pMap from "p-map";
import type { Stack } from "../stack/stack.ts";
import { getItems, type Item } from "./get-items.ts";
import { OBJECTS_IN_FLIGHT, readObject } from "./read-objects.ts";
import { queryParticipant } from "./read-tables.ts";

/** All that a stack holds of one participant. */
export interface ParticipantContents {
  /** The item of the participants table, unchecked. Undefined when there is none. */
  readonly record?: Item;
  /** The ledger's items, the oldest by device time first. */
  readonly submissions: readonly Submission[];
  /** The raw surveys by key, when they were asked for. */
  readonly bodies: ReadonlyMap<string, string>;
}

/**
 * Reads what a stack holds of one participant, consistently.
 *
 * @param options - `bodies`: also read each raw survey. Default: false.
 */
export async function readParticipant(
  { s3, dynamodb, outputs }: Stack,
  user_id: string,
  { bodies = false }: { readonly bodies?: boolean } = {},
): Promise<ParticipantContents> {
  const [[record], ledger] = await Promise.all([
    getItems(dynamodb, outputs.participantsTableName, [{ user_id }]),
    queryParticipant(dynamodb, outputs.submissionsTableName, user_id),
  ]);
  const submissions = ledger.map((item) => submissionSchema.parse(item));
  const read = async ({ object_key }: Submission): Promise<[string, string]> => [
    object_key,
    await readObject(s3, outputs.surveysBucketName, object_key),
  ];
  const objects = bodies ? await pMap(submissions, read, { concurrency: OBJECTS_IN_FLIGHT }) : [];
  return { ...(record !== undefined && { record }), submissions, bodies: new Map(objects) };
}
