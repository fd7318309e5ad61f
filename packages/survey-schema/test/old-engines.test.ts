import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const packages = fileURLToPath(new URL("../..", import.meta.url));

it.each(["survey-schema", "survey-client"])("%s asks no phone's engine for \\p{…} in a pattern", (name) => {
  const files = globSync(`${packages}${name}/src/**/*.ts`);
  expect(files.length).toBeGreaterThan(5);
  const withProperty = /^(?! *\*).*\\p\{/m;
  expect(files.filter((file) => withProperty.test(readFileSync(file, "utf8")))).toEqual([]);
});
