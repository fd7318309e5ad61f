import ts from "typescript";
import { placeOf } from "./code.ts";

const CONSTANT_CASE = /^_*[A-Z][A-Z\d]*(?:_[A-Z\d]+)*_*$/;
const CAMEL_CASE = /^[a-z]/;
const PASCAL_CASE = /^[A-Z]/;

/**
 * The names of a file's module-level constants that break the convention, each with its place and the right name.
 *
 * A value that is written out is CONSTANT_CASE, and so is arithmetic on such values. A class is PascalCase, and so is
 * a second name of one. All other names are camelCase.
 */
export function misnamedConstants(file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .filter(
      ({ declarationList }) => (declarationList.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const,
    )
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || initializer === undefined) return [];
      const right = rightName(name.text, withoutTypes(initializer));
      return right === name.text ? [] : `${placeOf(name, file)}: ${name.text} should be ${right}`;
    });
}

function rightName(name: string, value: ts.Expression): string {
  if (isWrittenOut(value)) return CONSTANT_CASE.test(name) ? name : constantCase(name);
  if (CAMEL_CASE.test(name) || (PASCAL_CASE.test(name) && mayBeClass(value) && !CONSTANT_CASE.test(name))) {
    return name;
  }
  return camelCase(name);
}

function isWrittenOut(value: ts.Expression): boolean {
  switch (value.kind) {
    case ts.SyntaxKind.NumericLiteral:
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TemplateExpression:
    case ts.SyntaxKind.RegularExpressionLiteral:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return true;
  }
  if (ts.isIdentifier(value)) return CONSTANT_CASE.test(value.text);
  if (ts.isPropertyAccessExpression(value)) return CONSTANT_CASE.test(value.name.text);
  if (ts.isPrefixUnaryExpression(value)) return isWrittenOut(withoutTypes(value.operand));
  return isArithmetic(value) && [value.left, value.right].map(withoutTypes).every(isWrittenOut);
}

function isArithmetic(value: ts.Expression): value is ts.BinaryExpression {
  if (!ts.isBinaryExpression(value)) return false;
  return ["+", "-", "*", "/", "%", "**", "|", "&", "^", "<<", ">>"].includes(value.operatorToken.getText());
}

function mayBeClass(value: ts.Expression): boolean {
  return ts.isClassExpression(value) || ts.isIdentifier(value) || ts.isPropertyAccessExpression(value);
}

function withoutTypes(value: ts.Expression): ts.Expression {
  const wrapped =
    ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value);
  return wrapped ? withoutTypes(value.expression) : value;
}

function constantCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toUpperCase();
}

function camelCase(name: string): string {
  if (!CONSTANT_CASE.test(name)) return name.charAt(0).toLowerCase() + name.slice(1);
  return name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
