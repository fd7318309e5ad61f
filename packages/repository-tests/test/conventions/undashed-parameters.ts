import ts from "typescript";
import { placeOf } from "./code.ts";

/**
 * The `@param` tags of a file whose text has no dash before it, each with its place and the right beginning. TSDoc
 * prescribes `@param name - text`.
 */
export function undashedParameters(file: ts.SourceFile): string[] {
  return docComments(file)
    .flatMap(({ tags = [] }) => [...tags])
    .filter(ts.isJSDocParameterTag)
    .filter(({ comment }) => !ts.getTextOfJSDocComment(comment)?.startsWith("- "))
    .map((tag) => `${placeOf(tag, file)}: write "@param ${tag.name.getText(file)} - …"`);
}

function docComments(node: ts.Node): ts.JSDoc[] {
  const own = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const inside: ts.JSDoc[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...docComments(child));
  });
  return [...own.filter(({ parent }) => parent === node), ...inside];
}
