import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { leftIn, temporaryDirectoryVariables, testFolder } from "@lab/testing";

/** A command that runs until it is told to end. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly closed: Promise<unknown>;
  /** Resolves as soon as the command has printed this. Rejects when it ends without. */
  spoken(text: string): Promise<void>;
  /** What is in its temporary directory. */
  left(): string[];
}

/** Starts a Node program with a temporary directory of its own. */
export function startCommand(program: string, ...args: string[]): StartedCommand {
  const directory = testFolder();
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...temporaryDirectoryVariables(directory) },
  });
  const closed = once(child, "close");
  let said = "";
  const spoken = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const listen = (chunk = "") => {
        said += chunk;
        if (said.includes(text)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", listen);
      closed.then(() => reject(new Error(`it ended without saying "${text}":\n${said}`)));
    });
  return { child, closed, spoken, left: () => leftIn(directory) };
}
