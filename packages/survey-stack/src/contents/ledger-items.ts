import { type Submission, submissionSchema } from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";
import { getItems, type Item } from "./get-items.ts";
import { keyOfItem, lookupKey, submissionOfKey } from "./submission-of-key.ts";
import { wrongAttributes } from "./wrong-attributes.ts";

/** The ledger's items of some keys of the surveys bucket, as they are at this moment, by {@link lookupKey}. */
export async function ledgerItemsOf(
  { dynamodb, outputs }: Stack,
  objectKeys: readonly string[],
): Promise<Map<string, Item>> {
  const ledgerKeys = objectKeys.flatMap((key) => {
    const submission = submissionOfKey(key);
    return submission === undefined ? [] : [{ ...submission }];
  });
  const items = await getItems(dynamodb, outputs.submissionsTableName, ledgerKeys);
  return new Map(items.map((item) => [lookupKey(keyOfItem(item)), item]));
}

/** A ledger item that was checked: one that the processor may have written, or the names of attributes that are wrong. */
export type CheckedItem =
  | { readonly submission: Submission }
  | { readonly submission?: never; readonly wrong: readonly string[] };

/** Checks that the processor may have written an item: each attribute, no other, and the key of its own object. */
export function checkItem(item: Item): CheckedItem {
  const wrong = wrongAttributes(submissionSchema, item);
  const { data } = submissionSchema.safeParse(item);
  const named = data && submissionOfKey(data.object_key);
  const namesItsObject = named !== undefined && lookupKey(named) === lookupKey(keyOfItem(item));
  if (data !== undefined && namesItsObject && wrong.length === 0) return { submission: data };
  if (data !== undefined && !namesItsObject) wrong.push("object_key");
  return { wrong };
}
