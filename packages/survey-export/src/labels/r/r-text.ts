/** A text as R reads it in a script. It is ASCII, so that no setting of R or of the computer can change it. */
export function rText(text: string): string {
  const escaped = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") return `\\${character}`;
    if (code >= 0x20 && code < 0x7f) return character;
    // R has no NUL.
    const written = (code === 0 ? 0x2400 : code).toString(16);
    return written.length > 4 ? `\\U${written.padStart(8, "0")}` : `\\u${written.padStart(4, "0")}`;
  });
  return `"${escaped.join("")}"`;
}
