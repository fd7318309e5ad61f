import ts from "typescript";
import { files, read } from "../repository.ts";

/** All TypeScript and JavaScript of the repository. */
export const code = files()
  .filter((path) => /\.(ts|mts|mjs)$/.test(path))
  .map((path) => parse(path, read(path)));

/** The syntax tree of a file. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** The path and the line of what stands in a file, as editors and terminals open it. */
export function placeOf(node: ts.Node, file: ts.SourceFile): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
