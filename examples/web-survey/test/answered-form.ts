/** A form in which everything is answered, but for what the fields say otherwise. `undefined` leaves a field out. */
export function answeredForm(fields: Readonly<Record<string, string | undefined>> = {}): FormData {
  const form = new FormData();
  const answered = { user_id: "0001", q1: "5", q2: "3", q3: "2", q4: "2", q5: "4", freetext: "a fine day" };
  for (const [name, value] of Object.entries({ ...answered, ...fields })) {
    if (value !== undefined) form.set(name, value);
  }
  return form;
}
