import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Each class of an error in a package's sources, with the codes that it can have. AWS's errors have AWS's codes. */
const errors = globSync("{packages/*,infra,examples/*}/src/**/*.ts", { cwd: root }).flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/class (\w+Error) extends \w*Error \{(.*?)^\}/gms)]
    .map(([, name = "", body = ""]) => {
      const code = /readonly code(?: = |: )("?\w+"?);/.exec(body)?.[1] ?? "";
      const union = new RegExp(`type ${code} =(.*?);\n`, "s").exec(text)?.[1];
      return { file, name, codes: [...(union ?? code).matchAll(/"(\w+)"/g)].map(([, found = ""]) => found) };
    })
    .filter(({ name }) => name !== "AwsError");
});

describe("a thrown error", () => {
  it("has a stable code in capitals, as Node's own have; only what is data is in small letters", () => {
    expect(errors.length).toBeGreaterThan(25);
    const odd = errors.filter(
      ({ codes }) => codes.length === 0 || !codes.every((code) => /^[A-Z_]+$/.test(code)),
    );
    expect(odd).toEqual([]);
  });

  it("has a code that no other error has", () => {
    const codes = errors.flatMap((error) => error.codes);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});
