/** Something that whoever looks after a stack should know, and that is no difference. Never holds an answer. */
export type Note =
  | { readonly kind: "etag_differs" | "survey_put_again"; readonly key: string }
  | {
      readonly kind: "device_clock_ahead";
      readonly user_id: string;
      readonly submission_time: string;
      readonly received_at: string;
    }
  | { readonly kind: "sender_not_checked" | "questionnaire_known_now"; readonly key: string }
  | { readonly kind: "versions_not_kept"; readonly bucket: string };

export type NoteKind = Note["kind"];

/** Every kind of note, in words: what it is, what it means, and what to do. */
export const noteTitles: Readonly<Record<NoteKind, string>> = {
  etag_differs:
    "surveys with another ETag than the ledger's. Each was read, and is the survey that was stored. Its object was copied or " +
    "encrypted anew, or the ledger's ETag was changed. `lab-survey rebuild` enters the new ETag",
  survey_put_again:
    "surveys whose object was put more than once. The processor puts each once, so somebody copied, encrypted or changed it. If " +
    "nobody meant to, compare its versions",
  device_clock_ahead:
    "surveys that a device dated more than a day after the queue took them. Its clock was wrong. Such a survey stays the " +
    "participant's newest until that date has passed. Ask the participant to set the clock",
  sender_not_checked:
    "surveys rejected as sent by somebody else. The stack now takes surveys from everybody who may send, so this cannot be checked any more",
  questionnaire_known_now:
    "surveys rejected for a questionnaire that the study did not have then, and has now. `lab-survey rejudge` has the processor judge " +
    "them again",
  versions_not_kept:
    "buckets that keep no versions. An object that is deleted or replaced there leaves no trace. Switch versioning on with `pulumi up`",
};

/** What a note is about, as one text. */
export function noteId(note: Note): string {
  switch (note.kind) {
    case "device_clock_ahead":
      return `${note.user_id} ${note.submission_time} (the queue took it at ${note.received_at})`;
    case "versions_not_kept":
      return note.bucket;
    default:
      return note.key;
  }
}
