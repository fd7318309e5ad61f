import type { Corruption } from "./corruption.ts";

/** Changes in the ledger and in participants' records. */
export const tableCorruptions: readonly Corruption[] = [
  {
    name: "a ledger item is deleted",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ key, item }], deleteItem }) {
      await deleteItem(item);
      return {
        found: [
          { kind: "object_without_ledger_item", key },
          { kind: "count_differs", user_id, counted: 3, ledger_items: 2 },
        ],
      };
    },
  },
  {
    name: "a ledger item is invented",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ item }], putItem }) {
      const key = `${user_id}092721120000.json`;
      await putItem({ ...item, submission_time: "2021-09-27T12:00:00", object_key: key });
      return {
        found: [
          { kind: "ledger_item_without_object", key },
          { kind: "count_differs", user_id, counted: 3, ledger_items: 4 },
        ],
      };
    },
  },
  {
    name: "a ledger item has an attribute more",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ item }], putItem }) {
      await putItem({ ...item, note: "x" });
      const submission_time = String(item.submission_time);
      return { found: [{ kind: "ledger_item_malformed", user_id, submission_time, attributes: ["note"] }] };
    },
  },
  {
    name: "a ledger item lacks an attribute",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ item }], putItem }) {
      const { received_at: _, ...rest } = item;
      await putItem(rest);
      const submission_time = String(item.submission_time);
      return {
        found: [{ kind: "ledger_item_malformed", user_id, submission_time, attributes: ["received_at"] }],
      };
    },
  },
  {
    name: "a ledger item lacks its ETag, and the survey is changed",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ key, body, metadata, item }], putSurvey, putItem }) {
      const { object_etag: _, ...rest } = item;
      await putItem(rest);
      await putSurvey(key, JSON.stringify({ ...JSON.parse(body), q1: 1 }), metadata);
      const submission_time = String(item.submission_time);
      return {
        found: [
          { kind: "ledger_item_malformed", user_id, submission_time, attributes: ["object_etag"] },
          { kind: "hash_differs", key },
        ],
        deep: [{ kind: "metadata_differs", key, metadata: ["canonical-sha256"] }],
      };
    },
  },
  {
    name: "a ledger item names another survey's object",
    foundBy: "both",
    async corrupt({ user_id, surveys: [{ item }, other], putItem }) {
      await putItem({ ...item, object_key: other.key });
      const submission_time = String(item.submission_time);
      return {
        found: [{ kind: "ledger_item_malformed", user_id, submission_time, attributes: ["object_key"] }],
      };
    },
  },
  {
    name: "an older ledger item's hash is changed",
    foundBy: "deep",
    async corrupt({ surveys: [{ key, item }], putItem }) {
      await putItem({ ...item, canonical_sha256: "0".repeat(64) });
      return { deep: [{ kind: "hash_differs", key }] };
    },
  },
  {
    name: "the newest ledger item's hash is changed",
    foundBy: "both",
    async corrupt({ surveys: [, , { key, item }], putItem }) {
      await putItem({ ...item, canonical_sha256: "0".repeat(64) });
      return { found: [{ kind: "hash_differs", key }] };
    },
  },
  {
    name: "a ledger item's hash and ETag are changed",
    foundBy: "both",
    async corrupt({ surveys: [{ key, item }], putItem }) {
      await putItem({ ...item, canonical_sha256: "0".repeat(64), object_etag: "0".repeat(32) });
      return { found: [{ kind: "hash_differs", key }] };
    },
  },
  {
    name: "a ledger item's time of receipt is changed",
    foundBy: "deep",
    async corrupt({ user_id, surveys: [{ item }], putItem }) {
      await putItem({ ...item, received_at: "2001-01-01T00:00:00.000Z" });
      const submission_time = String(item.submission_time);
      return {
        deep: [{ kind: "ledger_item_differs", user_id, submission_time, attributes: ["received_at"] }],
        // By that time, the device would have answered before its time.
        notes: [
          {
            kind: "device_clock_ahead",
            user_id,
            submission_time,
            received_at: "2001-01-01T00:00:00.000Z",
          },
        ],
      };
    },
  },
  {
    name: "a ledger item's ETag is changed",
    foundBy: "note",
    async corrupt({ surveys: [{ key, item }], putItem }) {
      await putItem({ ...item, object_etag: "0".repeat(32) });
      return { notes: [{ kind: "etag_differs", key }] };
    },
  },
  {
    name: "a participant's record is deleted",
    foundBy: "both",
    async corrupt({ user_id, deleteRecord }) {
      await deleteRecord();
      return { found: [{ kind: "participant_missing", user_id }] };
    },
  },
  {
    name: "a participant's record is invented",
    foundBy: "both",
    async corrupt({ user_id, putRecord }) {
      const invented = `${user_id}-invented`;
      await putRecord({
        user_id: invented,
        ...{ q1: 1, q2: 1, q3: 1, q4: 1, q5: 1, freetext: "x" },
        format: 1,
        version: 1,
        num_submission: 1,
        last_submission_time: "2021-09-28T12:00:00",
      });
      return { found: [{ kind: "participant_without_submissions", user_id: invented }] };
    },
  },
  {
    name: "a participant's count is changed",
    foundBy: "both",
    async corrupt({ user_id, setRecord }) {
      await setRecord("num_submission", 2);
      return { found: [{ kind: "count_differs", user_id, counted: 2, ledger_items: 3 }] };
    },
  },
  {
    name: "an answer that a participant's record shows is changed",
    foundBy: "both",
    async corrupt({ user_id, surveys: [, , { key }], setRecord }) {
      await setRecord("q5", 1);
      return { found: [{ kind: "answers_differ", user_id, keys: [key] }] };
    },
  },
  {
    name: "a participant's record shows an older time",
    foundBy: "both",
    async corrupt({ user_id, surveys: [older, , { key }], setRecord }) {
      await setRecord("last_submission_time", older.item.submission_time);
      return { found: [{ kind: "answers_differ", user_id, keys: [key] }] };
    },
  },
  {
    name: "a participant's record has an attribute more",
    foundBy: "both",
    async corrupt({ user_id, setRecord }) {
      await setRecord("mood", "x");
      return { found: [{ kind: "participant_malformed", user_id, attributes: ["mood"] }] };
    },
  },
];
