import { spawn } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codebookFolder, studyFolder } from "@lab/study/lock";
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

/** A copy of the study's package, of which everything can be changed. */
export class ScratchStudy {
  readonly folder = testFolder();

  constructor() {
    cpSync(join(studyFolder, "src"), join(this.folder, "src"), { recursive: true });
    for (const name of ["questionnaires.lock.json", "package.json"]) {
      cpSync(join(studyFolder, name), join(this.folder, name));
    }
    cpSync(codebookFolder(studyFolder), codebookFolder(this.folder), { recursive: true });
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
