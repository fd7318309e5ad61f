import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { jsonText } from "../json-text.ts";
import type { QueueTrigger } from "../trigger/queue-trigger.ts";
import { triggerArn } from "../trigger/trigger-arn.ts";
import type { LambdaAnswer } from "./invoke-function.ts";

const MAPPING_PATH = /^\/2015-03-31\/event-source-mappings(?:\/([^/]*))?$/;

/** Switching on and off is all that can be updated. */
const update = jsonText.pipe(z.strictObject({ Enabled: z.boolean() }));

/**
 * Lambda's actions on triggers: ListEventSourceMappings, GetEventSourceMapping, and UpdateEventSourceMapping
 * to switch one off and on. As in AWS, switching takes time. The state is `Disabling` until every batch in
 * flight is processed.
 *
 * @param triggers - By UUID. It is read when a request comes.
 * @returns A function that answers a request, or gives undefined for one that is not for triggers.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export function eventSourceMappings(triggers: ReadonlyMap<string, QueueTrigger>) {
  const stopping = new Set<QueueTrigger>();
  const find = (uuid: string): QueueTrigger => {
    const trigger = triggers.get(uuid);
    if (trigger !== undefined) return trigger;
    throw new AwsError(404, "ResourceNotFoundException", `The resource you requested does not exist.`);
  };
  const describe = (uuid: string, trigger: QueueTrigger) => ({
    UUID: uuid,
    EventSourceMappingArn: triggerArn(uuid, trigger.target.declaration.arn),
    EventSourceArn: trigger.declaration.queueArn,
    FunctionArn: trigger.target.declaration.arn,
    BatchSize: trigger.declaration.batchSize,
    MaximumBatchingWindowInSeconds: trigger.declaration.batchingWindowSeconds,
    State: stopping.has(trigger) ? "Disabling" : trigger.running ? "Enabled" : "Disabled",
  });
  const list = (query: URLSearchParams) => {
    const [queueArn, functionName] = [query.get("EventSourceArn"), query.get("FunctionName")];
    const matching = [...triggers].filter(([, { declaration, target }]) => {
      const names: string[] = [target.declaration.name, target.declaration.arn];
      return (
        (queueArn === null || declaration.queueArn === queueArn) &&
        (functionName === null || names.includes(functionName))
      );
    });
    return { EventSourceMappings: matching.map(([uuid, trigger]) => describe(uuid, trigger)) };
  };
  const switchTo = (trigger: QueueTrigger, enabled: boolean): void => {
    if (stopping.has(trigger)) {
      throw new AwsError(400, "ResourceInUseException", "The mapping is being updated; try again later.");
    }
    if (enabled) trigger.start();
    else if (trigger.running) {
      stopping.add(trigger);
      void trigger.stop().finally(() => stopping.delete(trigger));
    }
  };

  return (method: string, url: URL, payload: string): LambdaAnswer | undefined => {
    const match = MAPPING_PATH.exec(url.pathname);
    if (match === null) return undefined;
    const uuid = match[1];
    if (method === "GET" && !uuid) return answer(200, list(url.searchParams));
    if (method === "GET" && uuid) return answer(200, describe(uuid, find(uuid)));
    if (method === "PUT" && uuid) {
      const trigger = find(uuid);
      switchTo(trigger, enabledIn(payload));
      return answer(202, describe(uuid, trigger));
    }
    return undefined;
  };
}

function enabledIn(payload: string): boolean {
  const parsed = update.safeParse(payload);
  if (parsed.success) return parsed.data.Enabled;
  throw new AwsError(
    400,
    "InvalidParameterValueException",
    "The local cloud can only switch a trigger on or off. Give Enabled, true or false, and nothing else.",
  );
}

function answer(status: number, document: unknown): LambdaAnswer {
  return { status, headers: {}, body: JSON.stringify(document) };
}
