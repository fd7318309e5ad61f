import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EngineError } from "./engine-error.ts";

/** The engine's version, the same on every platform. */
export const DYNOXIDE_VERSION = "1.2.1";

/** A kind of machine, as Node names it. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/**
 * The program of the DynamoDB engine for this kind of machine, from the package that the lockfile names with
 * its integrity hash. Nothing is downloaded here.
 *
 * @param resolve - Finds a module's file; Node's own if left out.
 * @throws {EngineError} when there is no such package, with what to do.
 */
export function dynoxideBinary(
  { platform, arch }: Machine = process,
  resolve: (module: string) => string = createRequire(import.meta.url).resolve,
): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    const manifest = resolve(`${name}/package.json`);
    return join(dirname(manifest), platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch (cause) {
    throw new EngineError(missing(name, `${platform}-${arch}`), { cause });
  }
}

function missing(name: string, machine: string): string {
  return `The DynamoDB engine is not installed for ${machine}: ${name} is not among the packages that the lockfile pins. Nothing was started. The local cloud downloads nothing that the lockfile does not pin.

Bring another engine, such as DynamoDB Local:
  docker run --rm -p 127.0.0.1:8000:8000 amazon/dynamodb-local
  AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm run dev

Or pin this one, if it is published for ${machine}. Then commit the lockfile, which has its integrity hash:
  pnpm --filter @lab/local-cloud add --save-optional --save-catalog ${name}@${DYNOXIDE_VERSION}`;
}
