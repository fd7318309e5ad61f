/** Where each part of AWS has its console. */
const consoles: ReadonlyMap<string, string> = new Map([
  ["aws-cn", "console.amazonaws.cn"],
  ["aws-us-gov", "console.amazonaws-us-gov.com"],
]);

/**
 * Where the AWS console shows a dashboard.
 *
 * @param ownArn - Any ARN of the account: it names the part of AWS (`aws`, `aws-cn`, `aws-us-gov`), each with
 *   a console of its own.
 */
export function dashboardUrl(ownArn: string, region: string, dashboardName: string): string {
  const partition = ownArn.split(":")[1] ?? "";
  const host = consoles.get(partition) ?? `${region}.console.aws.amazon.com`;
  return `https://${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}
