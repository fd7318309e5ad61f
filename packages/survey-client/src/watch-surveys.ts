import { mkdirSync, watch } from "node:fs";
import type { study as ourStudy } from "@lab/study";
import type { Study } from "@lab/survey-schema";
import { createOutbox, type Outbox, type OutboxOptions } from "./outbox/create-outbox.ts";
import type { OutboxListener } from "./outbox/outbox-events.ts";
import { createFolderStorage } from "./storage/folder/folder-storage.ts";
import { createSurveyClient, type SurveyClientOptions } from "./survey-client.ts";

/** Options of {@link watchSurveys}. */
export interface WatchOptions<OneStudy extends Study = typeof ourStudy>
  extends Omit<SurveyClientOptions<OneStudy>, "queueUrl">,
    Omit<OutboxOptions<OneStudy>, "client" | "storage"> {
  /**
   * How often to scan the folder, in milliseconds. A file system's notices of changes are fast but not
   * reliable. Default: 10,000.
   */
  readonly interval?: number;
  /** Called with every event of the folder's outbox. */
  readonly onEvent?: OutboxListener;
  /** Ends the watching, as `stop` does. */
  readonly signal?: AbortSignal;
}

/** A folder that is being watched. `await using` ends the watching with the block. */
export interface SurveyWatch<OneStudy extends Study = typeof ourStudy> extends AsyncDisposable {
  /** The folder as an outbox: its status, its refused surveys, its events. */
  readonly outbox: Omit<Outbox<OneStudy>, "start" | "stop">;
  /** Ends the watching; resolves when nothing is under way any more. Waiting surveys stay in the folder. */
  stop(): Promise<void>;
}

/**
 * Sends each survey as soon as it is saved in the folder, as a `*.json` file of any name, and removes the file after the
 * queue confirmed it. One that can never be sent is moved to the subfolder `refused/`, with its reasons. When the queue
 * cannot be reached, surveys wait in the folder and are tried again.
 *
 * @throws Error of the file system when the folder is missing and cannot be created.
 * @example
 * await using watch = watchSurveys("surveys", queueUrl, { onEvent: console.log });
 */
export function watchSurveys<OneStudy extends Study = typeof ourStudy>(
  folder: string,
  queueUrl: string,
  options: WatchOptions<OneStudy> = {},
): SurveyWatch<OneStudy> {
  const { interval = 10_000, study, onEvent, signal } = options;
  mkdirSync(folder, { recursive: true });
  const client = createSurveyClient({ ...options, queueUrl });
  const outbox = createOutbox({
    ...options,
    interval,
    client,
    storage: createFolderStorage(folder, study && { study }),
  });
  if (onEvent !== undefined) outbox.subscribe(onEvent);

  const forget = onSurveyFile(folder, () => outbox.wake());
  if (!signal?.aborted) outbox.start();

  let stopped: Promise<void> | undefined;
  const stop = () => {
    forget();
    stopped ??= outbox.stop().then(() => client.close());
    return stopped;
  };
  if (signal?.aborted) void stop();
  signal?.addEventListener("abort", () => void stop(), { once: true });
  return { outbox, stop, [Symbol.asyncDispose]: stop };
}

/** Without notices (too many watches, some network drives, the folder is gone), the regular scans remain. */
function onSurveyFile(folder: string, listener: () => void): () => void {
  try {
    const watcher = watch(folder, (_, name) => {
      if (name === null || (name.endsWith(".json") && !name.startsWith("."))) listener();
    });
    watcher.on("error", () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
