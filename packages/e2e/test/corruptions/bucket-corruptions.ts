import { hash } from "node:crypto";
import { canonicalSha256 } from "@lab/survey-processor";
import { surveyText } from "@lab/testing/survey";
import type { Corruption } from "./corruption.ts";
import type { StoredForTampering } from "./tampering.ts";

const allMetadata = ["format", "canonical-sha256", "message-id", "received-at"];

/** The survey of an object, with other fields. */
function changed({ body }: StoredForTampering, fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(body), ...fields });
}

/** Changes in the surveys bucket. */
export const bucketCorruptions: readonly Corruption[] = [
  {
    name: "an older survey's answer is changed, its metadata kept",
    foundBy: "both",
    async corrupt({ surveys: [{ key, metadata, ...stored }], putSurvey }) {
      await putSurvey(key, changed({ key, metadata, ...stored }, { q1: 1 }), metadata);
      return {
        found: [{ kind: "hash_differs", key }],
        deep: [{ kind: "metadata_differs", key, metadata: ["canonical-sha256"] }],
      };
    },
  },
  {
    name: "the newest survey's answer is changed, with its metadata and the participant's record",
    foundBy: "both",
    async corrupt({ surveys: [, , newest], putSurvey, setRecord }) {
      const { key, metadata } = newest;
      const body = changed(newest, { q1: 1 });
      await putSurvey(key, body, { ...metadata, "canonical-sha256": canonicalSha256(JSON.parse(body)) });
      await setRecord("q1", 1);
      return { found: [{ kind: "hash_differs", key }] };
    },
  },
  {
    name: "a field that no table has is added to a survey",
    foundBy: "both",
    async corrupt({ surveys: [, middle], putSurvey }) {
      const { key, metadata } = middle;
      await putSurvey(key, changed(middle, { place: "home" }), metadata);
      return {
        found: [{ kind: "hash_differs", key }],
        deep: [{ kind: "metadata_differs", key, metadata: ["canonical-sha256"] }],
      };
    },
  },
  {
    name: "a survey's body is emptied",
    foundBy: "both",
    async corrupt({ surveys: [{ key, metadata }], putSurvey }) {
      await putSurvey(key, "", metadata);
      return { found: [{ kind: "object_unreadable", key }] };
    },
  },
  {
    name: "a survey's body is cut short",
    foundBy: "both",
    async corrupt({ surveys: [{ key, body, metadata }], putSurvey }) {
      await putSurvey(key, body.slice(0, -9), metadata);
      return { found: [{ kind: "object_unreadable", key }] };
    },
  },
  {
    name: "a survey's body is replaced with another participant's",
    foundBy: "both",
    async corrupt({ surveys: [{ key, metadata }], putSurvey }) {
      await putSurvey(key, surveyText({ user_id: "somebody" }), metadata);
      return { found: [{ kind: "object_unreadable", key }] };
    },
  },
  {
    name: "a survey is deleted",
    foundBy: "both",
    async corrupt({ surveys: [{ key }], deleteSurvey }) {
      await deleteSurvey(key);
      return {
        found: [{ kind: "ledger_item_without_object", key }],
        deep: [{ kind: "object_deleted", key }],
      };
    },
  },
  {
    name: "a survey is deleted with its ledger item, and the count lowered",
    foundBy: "deep",
    async corrupt({ surveys: [{ key, item }], deleteSurvey, deleteItem, setRecord }) {
      await deleteSurvey(key);
      await deleteItem(item);
      await setRecord("num_submission", 2);
      return { deep: [{ kind: "object_deleted", key }] };
    },
  },
  {
    name: "a survey is put by hand, which was never received",
    foundBy: "both",
    async corrupt({ user_id, putSurvey }) {
      const timestamp = "092721120000";
      const key = `${user_id}${timestamp}.json`;
      await putSurvey(key, surveyText({ user_id, timestamp }));
      return {
        found: [{ kind: "object_without_ledger_item", key }],
        deep: [{ kind: "metadata_differs", key, metadata: allMetadata }],
      };
    },
  },
  {
    name: "an invalid survey is stored as accepted, with metadata, ledger item and count",
    foundBy: "deep",
    async corrupt({ user_id, surveys: [{ metadata, item }], putSurvey, putItem, setRecord }) {
      const timestamp = "092721120000";
      const key = `${user_id}${timestamp}.json`;
      const body = surveyText({ user_id, timestamp, time_elapsed: 1 });
      const sha256 = canonicalSha256(JSON.parse(body));
      await putSurvey(key, body, { ...metadata, "canonical-sha256": sha256 });
      await putItem({
        ...item,
        submission_time: "2021-09-27T12:00:00",
        object_key: key,
        canonical_sha256: sha256,
        object_etag: hash("md5", body),
        time_elapsed: 1,
      });
      await setRecord("num_submission", 4);
      return { deep: [{ kind: "invalid_survey_stored", key, reasons: ["too_fast"] }] };
    },
  },
  {
    name: "an object lies under a key that no survey has",
    foundBy: "both",
    async corrupt({ user_id, putSurvey }) {
      const key = `${user_id}-notes.json`;
      await putSurvey(key, "{}");
      return { found: [{ kind: "object_key_malformed", key }] };
    },
  },
  {
    name: "the hash in a survey's metadata is changed",
    foundBy: "deep",
    async corrupt({ surveys: [{ key, body, metadata }], putSurvey }) {
      await putSurvey(key, body, { ...metadata, "canonical-sha256": "0".repeat(64) });
      return { deep: [{ kind: "metadata_differs", key, metadata: ["canonical-sha256"] }] };
    },
  },
  {
    name: "the time in a survey's metadata is changed",
    foundBy: "deep",
    async corrupt({ user_id, surveys: [{ key, body, metadata, item }], putSurvey }) {
      await putSurvey(key, body, { ...metadata, "received-at": "2001-01-01T00:00:00.000Z" });
      const submission_time = String(item.submission_time);
      return {
        deep: [{ kind: "ledger_item_differs", user_id, submission_time, attributes: ["received_at"] }],
      };
    },
  },
  {
    name: "a survey's metadata are gone",
    foundBy: "deep",
    async corrupt({ user_id, surveys: [{ key, body, item }], putSurvey }) {
      await putSurvey(key, body);
      const submission_time = String(item.submission_time);
      return {
        deep: [
          { kind: "metadata_differs", key, metadata: allMetadata },
          { kind: "ledger_item_differs", user_id, submission_time, attributes: ["received_at"] },
        ],
      };
    },
  },
  {
    name: "a survey's metadata name a format that there is not",
    foundBy: "deep",
    async corrupt({ surveys: [{ key, body, metadata }], putSurvey }) {
      await putSurvey(key, body, { ...metadata, format: "9" });
      return { deep: [{ kind: "object_format_unknown", key }] };
    },
  },
  {
    name: "a survey, its metadata, its ledger item and the participant's record are changed so that all agree",
    foundBy: "deep note",
    async corrupt({ surveys: [, , newest], putSurvey, putItem, setRecord }) {
      const { key, metadata, item } = newest;
      const body = changed(newest, { q1: 1 });
      const sha256 = canonicalSha256(JSON.parse(body));
      await putSurvey(key, body, { ...metadata, "canonical-sha256": sha256 });
      await putItem({ ...item, canonical_sha256: sha256, object_etag: hash("md5", body) });
      await setRecord("q1", 1);
      return { deepNotes: [{ kind: "survey_put_again", key }] };
    },
  },
  {
    name: "a survey is written anew in other bytes that mean the same",
    foundBy: "note",
    async corrupt({ surveys: [{ key, body, metadata }], putSurvey }) {
      await putSurvey(key, JSON.stringify(JSON.parse(body), undefined, 2), metadata);
      return { notes: [{ kind: "etag_differs", key }] };
    },
  },
];
