import { createHmac, randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";

/** A key is so many random bytes, in hexadecimal. */
const KEY_BYTES = 32;
const KEY = /^[0-9a-f]{64}\s*$/;
/** Hexadecimal digits of a pseudonym. Among a million participants two have the same once in ten million studies. */
const DIGITS = 16;

/** Thrown when a file is no key for pseudonyms. */
export class PseudonymKeyError extends Error {
  override readonly name = "PseudonymKeyError";
  readonly code = "PSEUDONYM_KEY";

  constructor(path: string) {
    super(
      `${path} is no key for pseudonyms. A key is 64 hexadecimal digits in a line. Nothing was exported. Name the file that an earlier ` +
        "export made, or one that does not exist yet, and a new key is written there.",
    );
  }
}

/**
 * Reads the key for pseudonyms, or makes it, readable by its user alone. Whoever has the key can tell whose pseudonym one is.
 *
 * @returns the key, and whether it is new.
 * @throws PseudonymKeyError when the file is something else.
 */
export async function pseudonymKey(path: string): Promise<{ readonly key: Buffer; readonly isNew: boolean }> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      const key = randomBytes(KEY_BYTES);
      await file.writeFile(`${key.toString("hex")}\n`);
      await file.sync();
      return { key, isNew: true };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const text = await readFile(path, "utf8");
  if (!KEY.test(text)) throw new PseudonymKeyError(path);
  return { key: Buffer.from(text.trim(), "hex"), isNew: false };
}

/**
 * A participant's pseudonym: `p` and 16 hexadecimal digits of an HMAC-SHA256. The same with the same key.
 *
 * @example pseudonym("0001", key) // "p3f0c9a51d2e87b46"
 */
export function pseudonym(user_id: string, key: Buffer): string {
  return `p${createHmac("sha256", key).update(user_id).digest("hex").slice(0, DIGITS)}`;
}
