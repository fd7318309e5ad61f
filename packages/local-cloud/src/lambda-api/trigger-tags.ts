import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { jsonText } from "../json-text.ts";
import type { QueueTrigger } from "../trigger/queue-trigger.ts";
import type { LambdaAnswer } from "./invoke-function.ts";

const TAGS_PATH = /^\/2017-03-31\/tags\/(arn:[^/]+:event-source-mapping:([^:/]+))$/;

const MOST_TAGS = 50;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tags = z.object({
  Tags: z.record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(TAG_TEXT)
      .regex(/^(?!aws:)/i),
    z.string().max(256).regex(TAG_TEXT),
  ),
});

/**
 * Lambda's actions on the tags of triggers: ListTags, TagResource and UntagResource. As in AWS, a tag is put
 * without a condition. The last writer wins.
 *
 * @param triggers - By UUID. It is read when a request comes.
 * @returns A function that answers a request, or gives undefined for one that is not for tags of triggers.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html
 */
export function triggerTags(triggers: ReadonlyMap<string, QueueTrigger>) {
  return (method: string, url: URL, payload: string): LambdaAnswer | undefined => {
    const [, , uuid] = TAGS_PATH.exec(decodeURIComponent(url.pathname)) ?? [];
    if (uuid === undefined) return undefined;
    const trigger = triggers.get(uuid);
    if (trigger === undefined) {
      throw new AwsError(404, "ResourceNotFoundException", "The resource you requested does not exist.");
    }
    if (method === "GET") {
      return { status: 200, headers: {}, body: JSON.stringify({ Tags: Object.fromEntries(trigger.tags) }) };
    }
    if (method === "POST") addTags(trigger, payload);
    else if (method === "DELETE")
      for (const key of url.searchParams.getAll("tagKeys")) trigger.tags.delete(key);
    else return undefined;
    return { status: 204, headers: {}, body: "" };
  };
}

function addTags(trigger: QueueTrigger, payload: string): void {
  const given = jsonText.pipe(tags).safeParse(payload);
  if (!given.success) throw new AwsError(400, "InvalidParameterValueException", z.prettifyError(given.error));
  const together = new Map([...trigger.tags, ...Object.entries(given.data.Tags)]);
  if (together.size > MOST_TAGS) {
    throw new AwsError(400, "InvalidParameterValueException", `A resource has ${MOST_TAGS} tags at most.`);
  }
  for (const [key, value] of together) trigger.tags.set(key, value);
}
