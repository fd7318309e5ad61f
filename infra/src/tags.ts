/** Tags of an AWS resource: what the bill and the resource groups are sorted by. */
export type Tags = Readonly<Record<string, string>>;

/**
 * Whether AWS takes a text as a tag's value, in every service: 1 to 256 letters, digits, spaces and `_ . : / = + - @`, no
 * space at an end, and not AWS's own prefix.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function isTagValue(text: string): boolean {
  return /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u.test(text) && text.trim() === text && !/^aws:/i.test(text);
}

/**
 * The tags of everything in one environment that can carry tags.
 *
 * @param study - The study whose surveys these are; a tag's value.
 * @example environmentTags("sleep-2026", "prod") // { study: "sleep-2026", environment: "prod", "managed-by": "pulumi" }
 */
export function environmentTags(study: string, environment: string): Tags {
  return { study, environment, "managed-by": "pulumi" };
}
