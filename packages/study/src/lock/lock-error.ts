/** Thrown when the lock cannot be read. What was published is then unknown, so nothing can be checked or published. */
export class LockError extends Error {
  override readonly name = "LockError";
  readonly code = "STUDY_LOCK";

  constructor(path: string, what: string, cause?: unknown) {
    super(`${path} ${what}. Take it back from git, for example with \`git checkout -- ${path}\`.`, { cause });
  }
}
