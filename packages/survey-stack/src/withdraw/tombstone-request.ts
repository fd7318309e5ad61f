import { ITEM_FORMAT, type Withdrawal } from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";

/** A condition on a participant's record. */
interface Condition {
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

/** The condition that a record has no tombstone. */
export const notWithdrawn: Condition = {
  condition: "attribute_not_exists(#withdrawal)",
  names: { "#withdrawal": "withdrawal" },
  values: {},
};

/** The condition that a record still has the tombstone that was read. */
export function stillWithdrawn({ mode, at }: Withdrawal): Condition {
  return {
    condition: "#withdrawal.#mode = :mode AND #withdrawal.#at = :at",
    names: { "#withdrawal": "withdrawal", "#mode": "mode", "#at": "at" },
    values: { ":mode": mode, ":at": at },
  };
}

/** The condition that nothing is erased of whom the record is. */
export const notErased: Condition = {
  condition: "attribute_not_exists(#withdrawal) OR #withdrawal.#mode <> :erase",
  names: { "#withdrawal": "withdrawal", "#mode": "mode" },
  values: { ":erase": "erase" },
};

/** The UpdateItem that writes a tombstone. Somebody who has no record gets one, without surveys. */
export function tombstoneUpdate(
  { outputs }: Stack,
  user_id: string,
  withdrawal: Withdrawal,
  { condition, names, values }: Condition,
) {
  return {
    TableName: outputs.participantsTableName,
    Key: { user_id },
    UpdateExpression:
      "SET #withdrawal = :new, #count = if_not_exists(#count, :zero), #format = if_not_exists(#format, :format)",
    ConditionExpression: condition,
    ExpressionAttributeNames: { ...names, "#count": "num_submission", "#format": "format" },
    ExpressionAttributeValues: { ...values, ":new": withdrawal, ":zero": 0, ":format": ITEM_FORMAT },
  };
}
