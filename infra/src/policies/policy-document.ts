/** One statement of an IAM policy, with lists where IAM would also take a single value. */
export interface PolicyStatement {
  /** What the statement is for; letters and digits. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Only in policies attached to a resource and in a role's trust policy. */
  readonly Principal?: "*" | { readonly Service: string } | { readonly AWS: string };
  readonly Action: readonly string[];
  /** Missing only in a role's trust policy, where the role itself is meant. */
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy as AWS takes it, once it is JSON. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** Puts statements into a document of the current policy language. */
export function policyDocument(...statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
