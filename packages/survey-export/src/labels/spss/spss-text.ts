/** So many bytes a text has in SPSS, in one variable. */
export const MAX_PIECE_BYTES = 32_767;
/** A character of a text has at most so many bytes, marks included. */
const MAX_CHARACTER_BYTES = 4;
/** A piece that begins and ends with a blank grows by two bytes, and a character that does not fit leaves up to three unused. */
const SPARE_BYTES = 2 + MAX_CHARACTER_BYTES - 1;

/** Stands for an empty text. SPSS knows no difference between an empty text and none. */
const EMPTY = "\\e";
/** Ends a text that was cut off. */
const CUT_OFF = "\\+";
/** Stands for a blank at the end of a piece, where SPSS would drop it. */
const BLANK = "\\s";
const marks: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);
const TO_MARK = /[\\\p{Cc}]/gu;

/** How texts are written for SPSS, in words. */
export const spssTextInWords: readonly string[] = [
  "Line breaks and tabs are marked, since a row is a line: \\n is a line feed, \\r a carriage return, \\t a tab, and \\\\ a backslash.",
  "Another control character is \\x and two hexadecimal digits, so a NUL is \\x00.",
  "\\s is a blank at the beginning or the end, which SPSS would drop. \\e is an empty text. Without a value, a text is blank.",
  "A text that is too long for one variable goes on in the next ones: note, note__2, note__3. Join them, and then undo the marks.",
  "\\+ is the end of a text that was cut off. Only texts that are no answers are ever cut off.",
];

/** How many pieces a text of so many characters may need. */
export function piecesFor(characters: number): number {
  return Math.ceil((characters * MAX_CHARACTER_BYTES) / (MAX_PIECE_BYTES - SPARE_BYTES));
}

/**
 * A text as SPSS takes it: marked, and split between characters into pieces that are no longer than a variable.
 *
 * @param maxPieces - a longer text is cut off, and ends with a mark that says so.
 * @returns as many pieces as it needs, and at least one.
 */
export function piecesOf(text: string, maxPieces: number): string[] {
  if (text === "") return [EMPTY];
  const marked = text.replaceAll(TO_MARK, markOf);
  if (Buffer.byteLength(marked) <= MAX_PIECE_BYTES - SPARE_BYTES) return [withoutEdges(marked)];
  const pieces: string[] = [];
  let piece: string[] = [];
  let bytes = 0;
  for (const character of text) {
    const written = character.replace(TO_MARK, markOf);
    const size = Buffer.byteLength(written);
    if (bytes + size > MAX_PIECE_BYTES - SPARE_BYTES) {
      if (pieces.length + 1 === maxPieces) return [...pieces, withoutEdges(piece.join("")) + CUT_OFF];
      pieces.push(withoutEdges(piece.join("")));
      piece = [];
      bytes = 0;
    }
    piece.push(written);
    bytes += size;
  }
  return [...pieces, withoutEdges(piece.join(""))];
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return marks.get(character) ?? `\\x${code.toString(16).padStart(2, "0")}`;
}

function withoutEdges(piece: string): string {
  if (piece === " ") return BLANK;
  return piece.replace(/^ /, BLANK).replace(/ $/, BLANK);
}
