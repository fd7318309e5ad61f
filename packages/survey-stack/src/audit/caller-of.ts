import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Stack } from "../stack/stack.ts";

/**
 * Who asks, as AWS knows it by the credentials: the ARN of a user, or of a role's session. It takes no permission.
 *
 * @returns Undefined where STS cannot be reached, as in a network that has no endpoint of it. The trail has `user@host` then.
 */
export async function callerOf({ sts }: Stack): Promise<string | undefined> {
  try {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return Arn;
  } catch {
    return undefined;
  }
}
