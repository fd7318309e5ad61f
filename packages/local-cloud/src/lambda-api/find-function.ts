import { AwsError } from "../aws-error.ts";
import type { LocalFunction } from "../trigger/local-function.ts";

/**
 * The function that a request means. It goes by its name, its ARN, or the end of its ARN from the account on.
 *
 * @param functions - by ARN.
 * @param qualifier - the version that is asked for, if one is. Only `$LATEST` is there.
 * @throws AwsError ResourceNotFoundException
 */
export function findFunction(
  reference: string,
  qualifier: string | null,
  functions: ReadonlyMap<string, LocalFunction>,
): LocalFunction {
  const name = reference.replace(/^.*function:/, "").replace(/:\$LATEST$/, "");
  const found = [...functions.values()].find(({ declaration }) => declaration.name === name);
  if (found !== undefined && (qualifier ?? "$LATEST") === "$LATEST") return found;
  const missing = [reference, ...(qualifier === null ? [] : [qualifier])].join(":");
  throw new AwsError(404, "ResourceNotFoundException", `Function not found: ${missing}`);
}
