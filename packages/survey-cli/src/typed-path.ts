import { relative, resolve } from "node:path";

/** The folder in which a command was typed. `npm run` starts commands in the root. */
export function typedIn(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** A path that was typed, from the root of the file system. */
export function typedPath(path: string): string {
  return resolve(typedIn(), path);
}

/** A path as whoever typed the command would type it. */
export function shownPath(path: string): string {
  return relative(typedIn(), path);
}
