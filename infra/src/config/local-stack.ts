import * as pulumi from "@pulumi/pulumi";

/** The stack that lives in a local cloud, as its `Pulumi.local.yaml` says. */
const LOCAL_STACK = "local";

/** Thrown instead of deploying the stack `local` to AWS. Pulumi shows the message without a stack trace. */
export class NoLocalCloudError extends pulumi.RunError {
  override readonly name = "NoLocalCloudError";
  readonly code = "NO_LOCAL_CLOUD";

  constructor() {
    super(
      `The stack "${LOCAL_STACK}" is for a local cloud, and this shell uses AWS. Nothing was created. Start a local cloud with ` +
        "`npm run dev -- --pulumi`, and read its variables in this shell with `set -a; . ./.env.local; set +a`.",
    );
  }
}

/**
 * Refuses to deploy the stack `local` to AWS. In a shell without the local cloud's variables it would be created there.
 *
 * @param deploying - Whether Pulumi's engine runs the program. Whoever runs it without one creates nothing in
 *   AWS.
 * @param variables - `PULUMI_DEBUG_PROVIDERS` tells whether the engine speaks to a local cloud in the place
 *   of AWS.
 * @throws NoLocalCloudError, which says where the local cloud's variables come from.
 */
export function requireLocalCloud(
  environment: string,
  deploying: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  const providers = variables.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
  if (environment !== LOCAL_STACK || !deploying) return;
  if (!providers.some((provider) => /^aws:\d+$/.test(provider.trim()))) throw new NoLocalCloudError();
}
