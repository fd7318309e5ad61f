/** A Lambda function as the Pulumi program declares it, its code already unpacked. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Such as `nodejs24.x`. */
  readonly runtime: string;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  /** The folder that holds the unpacked code. */
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memorySizeMb: number;
  /** The environment variables that the program gives the function; nothing else of ours reaches it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  readonly logFormat: "JSON" | "Text";
}
