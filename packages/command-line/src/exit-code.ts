/** What the commands' exit codes mean, for scripts. */
export const exitCode = {
  /** Done; the receipt balances, or there is no difference. */
  ok: 0,
  /** Done, and something does not agree. */
  differences: 1,
  /** The command was given wrongly. */
  usage: 2,
  /** Not done: the stack cannot be reached, or something else failed. */
  failure: 3,
  /** Ctrl-C (or SIGTERM, or a hang-up): everything of the command's own was cleaned up. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
