// Prints what an app's bundle weighs with this package: the figures behind docs/decisions/0006-survey-client-package.md.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { build } from "esbuild";

const packageFolder = join(import.meta.dirname, "..");
const OURS = `export { createOutbox, createSurveyClient } from "@lab/survey-client";
  export { createIndexedDbStorage } from "@lab/survey-client/indexed-db";`;
const COGNITO = 'export { fromCognitoIdentityPool } from "@aws-sdk/credential-provider-cognito-identity";';

async function bundle(contents: string, external: readonly string[] = []): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageFolder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    external: [...external],
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild gave no output");
  return output.contents;
}
const row = (name: string, code: Uint8Array) =>
  console.log(`${name.padEnd(62)}${(gzipSync(code).length / 1_000).toFixed(1).padStart(6)} kB`);

await using folder = await createTemporaryFolder("lab-sizes");
const prebuilt = join(folder.path, "survey-client.js");
await writeFile(prebuilt, await bundle(OURS));
console.log("An app's bundle, minified and gzipped:");
row("  this package without the SDK", await bundle(OURS, ["@aws-sdk/*"]));
row("  this package with the SDK", await bundle(OURS));
row("  and Cognito credentials, sharing the app's one SDK", await bundle(`${OURS}\n${COGNITO}`));
row(
  "  and Cognito credentials, if this package had the SDK built in",
  await bundle(`export * from ${JSON.stringify(prebuilt)};\n${COGNITO}`),
);
