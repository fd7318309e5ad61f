import { claimEnvFile } from "./claim-env-file.ts";
import { startPresence } from "./presence.ts";

/** A local cloud that an environment file tells of. */
export interface PublishedCloud extends AsyncDisposable {
  /** Writes other variables to the file, one update after the other. */
  update(variables: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * Tells of this process's local cloud in an environment file, until the result is disposed of or the process ends. Other
 * processes see from the file whether this one still runs, however it ends.
 *
 * @throws EnvFileError when the file has another owner.
 */
export async function publishCloud(
  variables: Readonly<Record<string, string>>,
  path: string,
): Promise<PublishedCloud> {
  await using starting = new AsyncDisposableStack();
  const presence = await startPresence();
  starting.defer(() => presence.close());
  const file = await claimEnvFile(variables, path, presence);
  starting.defer(() => file.release());
  // A second Ctrl-C ends the process on the spot.
  process.once("exit", file.release);
  starting.defer(() => void process.off("exit", file.release));
  const published = starting.move();
  let lastUpdate: Promise<void> = Promise.resolve();
  return {
    update: (next) => {
      const update = lastUpdate.then(() => file.update(next));
      lastUpdate = update.catch(() => undefined);
      return update;
    },
    [Symbol.asyncDispose]: () => published.disposeAsync(),
  };
}
