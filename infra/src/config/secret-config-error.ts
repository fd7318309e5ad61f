/** Thrown when a value that is needed is a secret in a stack's file, which only Pulumi can read. */
export class SecretConfigError extends Error {
  override readonly name = "SecretConfigError";
  readonly code = "SECRET_CONFIG";

  constructor(stack: string, key: string) {
    super(
      `${key} is a secret in Pulumi.${stack}.yaml, which only Pulumi can read, and its value is needed here. ` +
        `It needs no secrecy. Set it with \`pulumi config set ${key} … --stack ${stack} --plaintext\`.`,
    );
  }
}
