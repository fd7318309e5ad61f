import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeZip } from "client-zip";
import type { AcceptedSurvey } from "../reading/participant-surveys.ts";

/** A zip file with surveys as they were received, each under its key. */
export interface RawZip {
  write(surveys: readonly AcceptedSurvey[]): Promise<void>;
  end(): Promise<void>;
}

/**
 * Creates a zip file without compression. Of each survey it keeps a hundred bytes in memory, since a zip file has its list at its end.
 *
 * @throws when there is a file of that name, but only once it is written to or ended.
 */
export function createRawZip(path: string): RawZip {
  const waiting = new PassThrough({ objectMode: true });
  const entries = async function* () {
    for await (const { submission, body } of waiting as AsyncIterable<AcceptedSurvey>) {
      yield { name: submission.object_key, input: body, lastModified: new Date(submission.received_at) };
    }
  };
  const written = pipeline(
    Readable.fromWeb(makeZip(entries())),
    createWriteStream(path, { flags: "wx", flush: true }),
  );
  // It is awaited at the end. Until then, whoever writes waits for room, or for the error.
  written.catch((error) => waiting.destroy(error));
  return {
    async write(surveys) {
      for (const survey of surveys) if (!waiting.write(survey)) await once(waiting, "drain");
    },
    async end() {
      waiting.end();
      await written;
    },
  };
}
