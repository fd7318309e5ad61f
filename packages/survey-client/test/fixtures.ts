export function survey(fields: Record<string, unknown> = {}) {
  return {
    user_id: "0001",
    timestamp: "092821120000",
    time_elapsed: 5,
    q1: 5,
    q2: 3,
    q3: 2,
    q4: 2,
    q5: 4,
    freetext: "I had a very bad day today...",
    ...fields,
  };
}
