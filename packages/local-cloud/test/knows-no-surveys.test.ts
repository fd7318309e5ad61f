import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const packageFolder = join(import.meta.dirname, "..");

it("knows no surveys: what is the pipeline's own is passed in, so that any Pulumi program can run here", () => {
  const sources = globSync("src/**/*.ts", { cwd: packageFolder });
  expect(sources.length).toBeGreaterThan(40);
  const knowing = sources.filter((file) =>
    /survey|participant/i.test(readFileSync(join(packageFolder, file), "utf8")),
  );
  expect(knowing).toEqual([]);
  const { dependencies } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  expect(Object.keys(dependencies).filter((name) => name.startsWith("@lab/"))).toEqual([
    "@lab/temporary-folder",
  ]);
});
