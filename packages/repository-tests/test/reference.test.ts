import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { read, root } from "./repository.ts";

interface Reflection {
  readonly name: string;
  readonly children?: readonly Reflection[] | undefined;
}
const reflectionSchema: z.ZodType<Reflection> = z.object({
  name: z.string(),
  get children() {
    return z.array(reflectionSchema).optional();
  },
});

let site: string;
let reference: Reflection;

/** Fails when TypeDoc warns, which it does of each export without a docstring: `treatWarningsAsErrors`. */
beforeAll(async () => {
  site = testFolder();
  const typedoc = join(root, "node_modules/typedoc/bin/typedoc");
  const json = join(site, "reference.json");
  await promisify(execFile)(process.execPath, [typedoc, "--out", site, "--json", json], { cwd: root });
  reference = reflectionSchema.parse(JSON.parse(readFileSync(json, "utf8")));
}, 180_000);

function documented(...path: string[]): string[] {
  let reflection: Reflection | undefined = reference;
  for (const name of path) reflection = reflection?.children?.find((child) => child.name === name);
  return (reflection?.children ?? []).map(({ name }) => name).sort();
}

/** The names that an entry point exports, types included, also those of the files that it passes on whole. */
function exportsOf(folder: string, file: string): string[] {
  const code = read(`${folder}/${file}`).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const listed = [...code.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = ""]) =>
    list.split(","),
  );
  const names = listed.map(
    (entry) =>
      entry
        .replace(/^\s*type /, "")
        .split(" as ")
        .at(-1)
        ?.trim() ?? "",
  );
  const declared = [...code.matchAll(/^export (?:type|interface|const|function|class) (\w+)/gm)];
  const whole = [...code.matchAll(/export \* from "\.\/([^"]+)"/g)];
  const passedOn = whole.flatMap(([, from = ""]) => exportsOf(folder, `src/${from}`));
  return [
    ...new Set([...names.filter(Boolean), ...declared.map(([, name = ""]) => name), ...passedOn]),
  ].sort();
}

describe("the API reference", () => {
  it.each([
    { package: "survey-client", file: "src/node.ts", module: ["node"] },
    { package: "survey-client", file: "src/indexed-db.ts", module: ["indexed-db"] },
    { package: "survey-schema", file: "src/index.ts", module: ["index"] },
    { package: "survey-schema", file: "src/codebook/index.ts", module: ["codebook"] },
    { package: "study", file: "src/index.ts", module: [] },
  ])("has every export of $package, $file", ({ package: name, file, module }) => {
    const exported = exportsOf(`packages/${name}`, file);
    expect(exported.length).toBeGreaterThan(1);
    expect(documented(`@lab/${name}`, ...module)).toEqual(exported);
  });

  it("has what an app imports where there is no Node, in the same module", () => {
    const portable = exportsOf("packages/survey-client", "src/index.ts");
    expect(documented("@lab/survey-client", "node")).toEqual(expect.arrayContaining(portable));
  });

  it("is a site with a first page", () => {
    expect(existsSync(join(site, "index.html"))).toBe(true);
  });
});
