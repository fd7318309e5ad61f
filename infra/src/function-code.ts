import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MissingBundleError } from "./missing-bundle-error.ts";

/**
 * A function's code as Lambda unpacks it: the bundle and the source map that makes its stack traces readable. Only these
 * two, whatever else the build leaves in the folder.
 *
 * @param directory - The folder that holds `index.js` and `index.js.map`.
 * @throws MissingBundleError when one of them is missing.
 */
export function functionCode(directory: string): pulumi.asset.AssetArchive {
  const files = ["index.js", "index.js.map"].map((name) => [name, builtFile(join(directory, name))] as const);
  return new pulumi.asset.AssetArchive(Object.fromEntries(files));
}

function builtFile(path: string): pulumi.asset.FileAsset {
  if (!existsSync(path)) {
    throw new MissingBundleError(path);
  }
  return new pulumi.asset.FileAsset(path);
}
