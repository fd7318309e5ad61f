import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readableJson, readLock, studyFolder } from "@lab/study/lock";
import { codebookMarkdown, codebookOf } from "@lab/survey-schema/codebook";
import { testFolder } from "@lab/testing";

const program = fileURLToPath(new URL("program.ts", import.meta.url));

/** How a command ended. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is done while a command runs. */
export interface CommandInput {
  /** Standard input, which then ends. Left out: it stays open. */
  readonly answer?: string;
  /** Sends SIGINT as soon as standard error has this text. */
  readonly interruptAt?: string;
}

/** What the pipeline came with. A lab's own versions are not among them, so that they change no test. */
const refs = ["daily@1", "momentary@1", "momentary@2"];
const STUDY = `import { defineStudy } from "@lab/survey-schema";
import { daily } from "./daily.ts";
import { momentary1, momentary2 } from "./momentary.ts";

export const study = defineStudy({
  questionnaires: [daily, momentary1, momentary2],
  defaultQuestionnaire: "daily",
  plan: { days: 14, promptsPerDay: 5 },
});
`;

const INDEX = `export { daily } from "./daily.ts";
export { judge } from "./judge.ts";
export { momentary1, momentary2 } from "./momentary.ts";
export { study } from "./study.ts";
`;

/** A study of the two questionnaires that the pipeline came with, of which everything can be changed. */
export class ScratchStudy {
  readonly folder = testFolder();

  constructor() {
    for (const name of ["package.json", "src/daily.ts", "src/judge.ts", "src/momentary.ts"]) {
      cpSync(join(studyFolder, name), join(this.folder, name));
    }
    this.write("src/study.ts", STUDY);
    this.write("src/index.ts", INDEX);
    const lock = readLock(studyFolder);
    const kept = Object.entries(lock.published).filter(([ref]) => refs.includes(ref));
    this.write("questionnaires.lock.json", readableJson({ ...lock, published: Object.fromEntries(kept) }));
    mkdirSync(join(this.folder, "codebook"));
    for (const id of ["daily", "momentary"]) {
      const versions = kept.map(([, { definition }]) => definition).filter((one) => one.id === id);
      this.write(`codebook/${id}.md`, codebookMarkdown(codebookOf(versions)));
    }
    symlinkSync(join(studyFolder, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  replace(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    this.write(name, text.replace(from, to));
  }

  /** Runs `lab-survey questionnaire` on it, as a user does. */
  async run(args: readonly string[], { answer, interruptAt }: CommandInput = {}): Promise<CommandRun> {
    let interrupted = false;
    return await runProcess([program, "questionnaire", ...args, "--study", this.folder], (child, stderr) => {
      if (answer !== undefined && stderr === "") child.stdin?.end(answer);
      if (interruptAt === undefined || interrupted || !stderr.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
  }
}

/**
 * Runs a Node program.
 *
 * @param onOutput - Called at the beginning, and with all of standard error whenever there is more of it.
 */
export async function runProcess(
  args: readonly string[],
  onOutput: (child: ReturnType<typeof spawn>, stderr: string) => void = () => undefined,
): Promise<CommandRun> {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  onOutput(child, "");
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onOutput(child, stderr);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { code, stdout, stderr };
}
