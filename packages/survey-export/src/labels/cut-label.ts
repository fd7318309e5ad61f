const CUT_OFF = "…";

/** A label in one line that has at most so many bytes of UTF-8. A longer one ends with `…`, and the codebook has it whole. */
export function cutLabel(label: string, maxBytes: number): string {
  const line = oneLine(label);
  if (Buffer.byteLength(line) <= maxBytes) return line;
  let cut = "";
  let bytes = Buffer.byteLength(CUT_OFF);
  for (const character of line) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    cut += character;
  }
  return cut.trimEnd() + CUT_OFF;
}

/** A label without line breaks and other characters that cannot be seen. */
export function oneLine(label: string): string {
  return label.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
