import { userIdSchema, type Withdrawal } from "@lab/survey-schema";
import { type Act, acts } from "./act.ts";

/** What a participant's tombstone became. `reinstated` means that there is none any more. */
export const tombstoneModes = ["reinstated", "keep", "erase"] as const satisfies readonly (
  | Withdrawal["mode"]
  | "reinstated"
)[];
export type TombstoneMode = (typeof tombstoneModes)[number];

/** What all keys of acts begin with. */
export const ACTS_PREFIX = "acts/";
/** What all keys of tombstones' copies begin with. */
export const TOMBSTONES_PREFIX = "tombstones/";

/** Which act a key is that of. */
export interface ActKey {
  readonly at: Date;
  readonly id: string;
  readonly act: Act;
  readonly part: "begun" | "ended";
}

/** Which entry of a participant's tombstone a key is that of. */
export interface TombstoneKey {
  readonly user_id: string;
  readonly at: Date;
  readonly mode: TombstoneMode;
}

/** A time without the characters that Windows takes in no file name. Texts of this form sort by time. */
const stamp = (time: Date) => time.toISOString().replaceAll(/[-:.]/g, "");

/**
 * What the keys of all acts from a time on follow after, or are equal to.
 *
 * @example actsFrom(new Date("2026-11-24T20:14:36Z")) // "acts/20261124T201436000Z"
 */
export function actsFrom(time: Date): string {
  return `${ACTS_PREFIX}${stamp(time)}`;
}

/**
 * The key of one of an act's two objects in the audit bucket. Keys sort by the time at which acts began, and the two of one act are
 * neighbours, the beginning first.
 *
 * @example "acts/20261124T201436000Z-0123456789abcdef-rebuild.begun.json"
 */
export function actKey({ at, id, act, part }: ActKey): string {
  return `${actsFrom(at)}-${id}-${act}.${part}.json`;
}

/**
 * The key of an entry of a participant's tombstone. A participant's keys sort by time.
 *
 * @example "tombstones/0001/20261124T201436000Z-erase.json"
 */
export function tombstoneKey({ user_id, at, mode }: TombstoneKey): string {
  return `${TOMBSTONES_PREFIX}${user_id}/${stamp(at)}-${mode}.json`;
}

const STAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;
const ACT_KEY = /^acts\/(\d{8}T\d{9}Z)-([0-9a-f]{16})-([a-z]+)\.(begun|ended)\.json$/;
const TOMBSTONE_KEY = /^tombstones\/([^/]+)\/(\d{8}T\d{9}Z)-([a-z]+)\.json$/;

/** @returns Undefined for a text that is no time. */
function parseStamp(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second, millisecond] = STAMP.exec(text) ?? [];
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
  // Only a real time comes back as the same text.
  return !Number.isNaN(time.getTime()) && stamp(time) === text ? time : undefined;
}

/**
 * The reverse of {@link actKey}.
 *
 * @returns Undefined for a key that no act has.
 */
export function parseActKey(key: string): ActKey | undefined {
  const [, time = "", id = "", name, part] = ACT_KEY.exec(key) ?? [];
  const at = parseStamp(time);
  const act = acts.find((one) => one === name);
  if (at === undefined || act === undefined) return undefined;
  return { at, id, act, part: part === "begun" ? "begun" : "ended" };
}

/**
 * The reverse of {@link tombstoneKey}.
 *
 * @returns Undefined for a key that no entry has.
 */
export function parseTombstoneKey(key: string): TombstoneKey | undefined {
  const [, user_id = "", time = "", name] = TOMBSTONE_KEY.exec(key) ?? [];
  const at = parseStamp(time);
  const mode = tombstoneModes.find((one) => one === name);
  if (at === undefined || mode === undefined || !userIdSchema.safeParse(user_id).success) return undefined;
  return { user_id, at, mode };
}
