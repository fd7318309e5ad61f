/** Tags of an AWS resource: what the bill and the resource groups are sorted by. */
export type Tags = Readonly<Record<string, string>>;

/** The tags of everything in one environment that can carry tags. */
export function environmentTags(project: string, environment: string): Tags {
  return { project, environment, "managed-by": "pulumi" };
}
