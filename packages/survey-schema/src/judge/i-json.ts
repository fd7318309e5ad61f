import { isSafeNumber } from "./safe-number.ts";

/**
 * Why a JSON text is not I-JSON (RFC 7493). Two such texts could mean different things and still have the same
 * canonical form, so they are refused.
 */
export interface IJsonIssue {
  readonly code: "duplicate_name" | "lone_surrogate" | "unsafe_number" | "too_deep";
  /** Where: names and indexes from the top of the text; of a long name, its beginning. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** How deep arrays and objects may nest; the outermost counts as 1. */
export const MAX_NESTING = 64;

/**
 * How many issues are told of one text. Each tells its whole path, so without an end a message of 200 kB could have
 * gigabytes of issues, and could not be kept with them.
 */
export const MAX_ISSUES = 20;

/** How many characters of a name a path tells. */
const MAX_NAME_LENGTH = 64;

interface Frame {
  /** The names seen so far, for an object; `undefined` for an array. */
  readonly names: Set<string> | undefined;
  expectsName: boolean;
  position: string | number;
}

/** With the flag `u` a class of surrogates matches only those that are half of no pair. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;
const END_OF_SCALAR = /[\s,\]}]|$/g;

/**
 * Finds what keeps a JSON text from being I-JSON: duplicate names, lone surrogates, numbers that a double cannot hold (see
 * {@link isSafeNumber}), and nesting deeper than {@link MAX_NESTING}, which ends the search.
 *
 * @param text - a text that `JSON.parse` has accepted: the grammar is not checked again.
 * @returns the first {@link MAX_ISSUES} issues, in the order of the text; none for I-JSON.
 */
export function findIJsonIssues(text: string): IJsonIssue[] {
  const issues: IJsonIssue[] = [];
  const stack: Frame[] = [];
  const path = () => stack.map((frame) => frame.position);
  const report = (code: IJsonIssue["code"], message: string) => issues.push({ code, path: path(), message });

  for (let i = 0; i < text.length && issues.length < MAX_ISSUES; i++) {
    const frame = stack.at(-1);
    switch (text[i]) {
      case "{":
      case "[": {
        if (stack.length === MAX_NESTING) {
          report("too_deep", `nests deeper than ${MAX_NESTING}`);
          return issues;
        }
        const isObject = text[i] === "{";
        stack.push({
          names: isObject ? new Set() : undefined,
          expectsName: isObject,
          position: isObject ? "" : 0,
        });
        break;
      }
      case "}":
      case "]":
        stack.pop();
        break;
      case ",":
        if (frame?.names !== undefined) frame.expectsName = true;
        else if (typeof frame?.position === "number") frame.position += 1;
        break;
      case '"': {
        const end = endOfString(text, i);
        const value: string = JSON.parse(text.slice(i, end + 1));
        i = end;
        if (frame?.names !== undefined && frame.expectsName) {
          frame.expectsName = false;
          frame.position = shortened(value);
          if (frame.names.has(value)) report("duplicate_name", "this name occurs twice in one object");
          frame.names.add(value);
        }
        if (LONE_SURROGATE.test(value)) report("lone_surrogate", "contains half of a surrogate pair");
        break;
      }
      case ":":
      case " ":
      case "\t":
      case "\n":
      case "\r":
        break;
      default: {
        END_OF_SCALAR.lastIndex = i;
        const end = END_OF_SCALAR.exec(text)?.index ?? text.length;
        const scalar = text.slice(i, end);
        const value: unknown = JSON.parse(scalar);
        i = end - 1;
        if (typeof value === "number" && !isSafeNumber(scalar, value)) {
          report("unsafe_number", "is too large, or too near to zero, for a double-precision number");
        }
      }
    }
  }
  return issues;
}

function shortened(name: string): string {
  return name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end;
}
