import { csvDialect } from "../formats/csv.ts";

const { guard, nul } = csvDialect;

/** How the CSV files are written, a few sentences for each thing, in ASCII. */
export const csvInWords: readonly string[] = [
  "The files are UTF-8, with a byte order mark by which Excel knows it. Lines end with CR LF. The first line has the names of the columns.",
  "An empty cell has no value.",
  `A ${guard} alone is an empty text.`,
  `A text that a spreadsheet would take for a formula has a ${guard} before it, and so has one that begins with ${guard}. Take the first ${guard} off a text to have what was written. Numbers, dates and times have none.`,
  `A NUL character in a text is written as U+${hexadecimal(nul)}. The Parquet and JSON Lines files have it as it was sent.`,
  "A time without a zone is the time of the device's clock. No zone is known of it. A time that ends with Z is in UTC. A time with an offset is as the device wrote it.",
];

function hexadecimal(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
