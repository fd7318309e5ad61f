/** Services that are away together. */
export interface OutageFault {
  readonly kind: string;
  readonly services: readonly ("s3" | "dynamodb")[];
}

/** The outages that there can be. The seed's draw counts on their order. */
export const outageFaults = [
  { kind: "outage: s3 for 3 hours", services: ["s3"] },
  { kind: "outage: dynamodb for 3 hours", services: ["dynamodb"] },
  { kind: "outage: both for 3 hours", services: ["s3", "dynamodb"] },
] as const satisfies readonly OutageFault[];
