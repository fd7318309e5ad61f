import { DOCUMENT_FORMAT } from "@lab/survey-schema";
import * as z from "zod";

/** Everything that changes what a stack holds, or hands it out. */
export const acts = [
  "withdraw",
  "reinstate",
  "erase",
  "export",
  "rebuild",
  "redrive",
  "rejudge",
  "import",
] as const;
export type Act = (typeof acts)[number];

/** How an act ended. One that was killed has no outcome. */
export const outcomes = ["done", "failed", "interrupted"] as const;
export type Outcome = (typeof outcomes)[number];

/** Ids, or few words, of what an act is done to. Nothing in them comes from a survey's answers. */
const subject = z.array(z.string().min(1).max(1_024)).min(1).max(10_000);

/** Strict, so that nothing gets into the trail that these lines do not name. */
const common = {
  /** The format of the document. So far there is one. */
  format: z.literal(DOCUMENT_FORMAT),
  /** Of this one act: 16 hexadecimal digits. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  act: z.enum(acts),
};

/** What is written before the first change. */
export const begunSchema = z.strictObject({
  ...common,
  /** By the service's clock: ISO 8601, UTC. */
  begun_at: z.iso.datetime(),
  /** Who ran the command, as the computer says: `user@host`. */
  by: z.string().min(1).max(512),
  /** Who asked, as AWS says: an ARN. It is left out where AWS could not be asked. */
  caller: z.string().min(1).max(2_048).optional(),
  subject,
});
export type Begun = Readonly<z.infer<typeof begunSchema>>;

/** What is written when an act has ended, well or not. */
export const endedSchema = z.strictObject({
  ...common,
  /** By the service's clock: ISO 8601, UTC. */
  ended_at: z.iso.datetime(),
  outcome: z.enum(outcomes),
  /** How many of what were changed or handed out, also by an act that failed half-way. */
  counts: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), z.int().min(0)),
  /** Only of an act that failed: the error's code or name. Its message could quote something. */
  error: z.string().min(1).max(100).optional(),
});
export type Ended = Readonly<z.infer<typeof endedSchema>>;
