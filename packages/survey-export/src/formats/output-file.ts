import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** So many characters are collected before they are written. */
const CHUNK = 1 << 20;

/** A text file that is written from its beginning to its end. */
export class TextFile {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #length = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws when there is a file of that name. */
  static async create(path: string): Promise<TextFile> {
    return new TextFile(await open(path, "wx"));
  }

  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= CHUNK) await this.#flush();
  }

  /** Ends the file. What is in it, is on the disk then. */
  async end(): Promise<void> {
    try {
      await this.#flush();
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join("");
    this.#waiting = [];
    this.#length = 0;
    if (text !== "") await this.#file.write(text);
  }
}

/** The SHA-256 of a file, in hexadecimal, and how many bytes it has. */
export async function fileDigest(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const digest = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      digest.update(chunk);
      bytes += chunk.length;
    }
  });
  return { sha256: digest.digest("hex"), bytes };
}
