import { type ChildProcess, spawn } from "node:child_process";

// Waits for the end of its input, which comes when the parent is gone, even by SIGKILL. A farewell means that the
// child has ended in peace and its id may belong to somebody else by now.
const WATCH = `
  let farewell = false;
  process.stdin.on("data", () => { farewell = true; });
  process.stdin.on("end", () => { if (!farewell) try { process.kill(Number(process.argv[1]), "SIGKILL"); } catch {} });
`;

/**
 * Makes a child process end when this process ends, whatever ends this process.
 *
 * @returns A function to call once the child has ended.
 */
export function tieToThisProcess(child: ChildProcess): () => void {
  if (child.pid === undefined) return () => {};
  const watcher = spawn(process.execPath, ["-e", WATCH, String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: {},
  });
  // Neither may keep a program alive that has nothing else to do.
  watcher.unref();
  watcher.stdin.on("error", () => {});
  return () => {
    watcher.stdin.end("farewell\n");
  };
}
