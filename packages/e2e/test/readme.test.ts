import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { judge } from "@lab/study";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const read = (path: string) => readFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");

/** The commands of a document's shell examples, each on one line, without comments. */
async function commandsOf(path: string): Promise<string[]> {
  const blocks = (await read(path)).matchAll(/```sh\n([\s\S]*?)```/g);
  return [...blocks].flatMap(([, block = ""]) =>
    block
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => line.replace(/\s+# .*/, "").trim())
      .filter(Boolean),
  );
}

describe("the commands that the README and the handbook say to type", () => {
  it.each(["README.md", "examples/web-survey/README.md", "docs/your-questionnaire.md"])(
    "%s: npm run knows each",
    async (path) => {
      const { scripts } = z
        .object({ scripts: z.record(z.string(), z.string()) })
        .parse(JSON.parse(await read("package.json")));
      const names = (await commandsOf(path)).flatMap((line) => /^npm run ([\w:-]+)/.exec(line)?.[1] ?? []);
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !(name in scripts))).toEqual([]);
    },
  );

  it("tell the aws command line where SQS is: its version 1 reads that from no variable", async () => {
    const commands = (await commandsOf("README.md")).filter((line) => line.startsWith("aws sqs"));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toContain('--endpoint-url "$AWS_ENDPOINT_URL_SQS"');
  });

  it("keep a stack's file when they forget the stack", async () => {
    const commands = [...(await commandsOf("README.md")), ...(await commandsOf("docs/handbook.md"))].filter(
      (line) => / stack rm /.test(line),
    );
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(command).toContain("--preserve-config");
  });
});

describe("the page on a questionnaire of one's own", () => {
  it.each(["evening-1.ts", "apps/make-survey.ts", "apps/node/src/send.ts"])(
    "quotes %s, which the packed packages are tested with, as it is",
    async (path) => {
      const code = await read(`packages/e2e/test/packed/${path}`);
      expect(await read("docs/your-questionnaire.md")).toContain(`\`\`\`ts\n${code}\`\`\``);
    },
  );
});

describe("the survey that the client's README shows", () => {
  it("counts, and every field of it is needed and explained", async () => {
    const readme = await read("packages/survey-client/README.md");
    const text = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    expect(judge.judge(text)).toMatchObject({ valid: true });
    const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    for (const field of Object.keys(fields)) {
      const { [field]: _, ...others } = fields;
      expect(judge.judge(JSON.stringify(others))).toMatchObject({ valid: false });
      if (!/^q[2-4]$/.test(field)) expect(readme).toMatch(new RegExp(`^\\| .*\`${field}\`.* \\|`, "m"));
    }
  });
});
