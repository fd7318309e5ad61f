import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { temporaryDirectoryVariables, testFolder } from "@lab/testing";
import { files, read, root } from "../repository.ts";

/** A program that was left running. */
export interface Running {
  readonly command: string;
  /** What it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** A reader's terminal, in a copy of this working tree that is cloned as a reader clones the repository. */
export class Checkout {
  /** Where the terminal is. */
  folder: string = testFolder();
  readonly running: Running[] = [];
  readonly #env: Record<string, string | undefined>;

  constructor() {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const published = JSON.parse(read("package.json")).repository.url.replace(/^git\+(.*)\.git$/, "$1");
    this.#env = {
      ...env,
      ...temporaryDirectoryVariables(testFolder()),
      NO_COLOR: "1",
      // What commands keep for later must not get into the cache of whoever runs the tests.
      XDG_CACHE_HOME: testFolder(),
      // What was installed and built for this working tree need not be fetched and built again.
      npm_config_prefer_offline: "true",
      TURBO_CACHE_DIR: sharedTurboCache(),
      GIT_CONFIG_COUNT: "3",
      GIT_CONFIG_KEY_0: `url.${repositoryOfWorkingTree()}.insteadOf`,
      GIT_CONFIG_VALUE_0: published,
      GIT_CONFIG_KEY_1: "user.name",
      GIT_CONFIG_VALUE_1: "A reader",
      GIT_CONFIG_KEY_2: "user.email",
      GIT_CONFIG_VALUE_2: "reader@lab.example",
    };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Replaces a text of a file that has it exactly once. */
  change(name: string, from: string, to: string): void {
    const text = readFileSync(this.path(name), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${name} does not have exactly once\n${from}`);
    this.write(
      name,
      text.replace(from, () => to),
    );
  }

  /** Runs a command line to its end, and answers every question with `y`. */
  async run(line: string): Promise<{ code: number | null; output: string }> {
    if (line.startsWith("cd ")) {
      this.folder = resolve(this.folder, line.slice(3));
      return { code: 0, output: "" };
    }
    const { child, output } = this.#start(line);
    child.stdin?.on("error", () => undefined).end("y\n");
    const [code] = await once(child, "close");
    return { code, output: output() };
  }

  /** Starts a command line that runs until it is stopped. */
  leaveRunning(command: string): Running {
    const { child, output } = this.#start(command);
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const closed = once(child, "close");
      process.kill(-child.pid, "SIGINT");
      const ended = await Promise.race([closed, setTimeout(30_000, "late", { ref: false })]);
      if (ended === "late") process.kill(-child.pid, "SIGKILL");
    };
    const running = { command, output, stop };
    this.running.push(running);
    return running;
  }

  /** Ends what was left running, the last one first. */
  async stopAll(): Promise<void> {
    for (const running of this.running.splice(0).reverse()) await running.stop();
  }

  #start(line: string): { child: ChildProcess; output: () => string } {
    const child = spawn(line, {
      cwd: this.folder,
      env: this.#env,
      shell: true,
      // A group of its own, as a terminal gives to what is typed.
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
    }
    return { child, output: () => text };
  }
}

/** A git repository with the working tree as it is, with changes that are not committed. */
function repositoryOfWorkingTree(): string {
  const folder = testFolder();
  for (const path of files()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@lab.example", "commit", "--message=The working tree");
  return folder;
}

/** Where turbo keeps its results for all working trees of this repository. */
function sharedTurboCache(): string {
  const git = execFileSync("git", ["rev-parse", "--path-format=absolute", "--git-common-dir"], {
    cwd: root,
    encoding: "utf8",
  });
  return join(dirname(git.trim()), ".turbo", "cache");
}
