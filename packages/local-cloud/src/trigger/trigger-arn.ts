/**
 * The ARN of a trigger, which is in its function's account.
 *
 * @example triggerArn("0f1e…", "arn:aws:lambda:eu-central-1:000000000000:function:worker")
 *   // "arn:aws:lambda:eu-central-1:000000000000:event-source-mapping:0f1e…"
 */
export function triggerArn(uuid: string, functionArn: string): string {
  return `${functionArn.split(":function:")[0]}:event-source-mapping:${uuid}`;
}
