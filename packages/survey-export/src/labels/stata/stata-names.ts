import type { NameRules } from "../short-names.ts";

/**
 * @see https://www.stata.com/manuals/u11.pdf#u11.3
 */
export const stataNames: NameRules = {
  maxLength: 32,
  reserved: new Set(["byte", "double", "float", "if", "in", "int", "long", "str", "strl", "using", "with"]),
};
