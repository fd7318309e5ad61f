import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MissingBundleError } from "./missing-bundle-error.ts";

/**
 * A function's code as Lambda unpacks it: every file of the bundle, and the source maps that make its stack traces
 * readable.
 *
 * @param directory - The folder that the build fills; `index.js` is the entry.
 * @throws MissingBundleError when it was not built.
 */
export function functionCode(directory: string): pulumi.asset.AssetArchive {
  const entry = join(directory, "index.js");
  if (!existsSync(entry)) throw new MissingBundleError(entry);
  const files = readdirSync(directory).map((name) => [
    name,
    new pulumi.asset.FileAsset(join(directory, name)),
  ]);
  return new pulumi.asset.AssetArchive(Object.fromEntries(files));
}
