import type { Entered } from "../src/survey/entered.ts";

/** What stands in a form. A field with `undefined` was not touched. */
export function entered(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
  unreadable: readonly string[] = [],
): Entered {
  const values = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "string" ? [value] : value] as const],
  );
  return { values: new Map(values), unreadable: new Set(unreadable) };
}

/** A form in which everything of `daily` is answered, but for what the fields say otherwise. */
export function answeredDaily(fields: Readonly<Record<string, string | undefined>> = {}): Entered {
  const answered = { user_id: "0001", q1: "5", q2: "3", q3: "2", q4: "2", q5: "4", freetext: "a fine day" };
  return entered({ ...answered, ...fields });
}
