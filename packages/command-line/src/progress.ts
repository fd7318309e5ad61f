import ora from "ora";

/** Shows on standard error what a long command is doing. */
export interface Progress {
  /** Replaces what is shown: one line for a log, and more for a terminal that can draw them again. */
  show(line: string, more?: string): void;
  /** Says something that stays. */
  say(line: string): void;
  /** Clears what is shown. */
  stop(): void;
}

/** In a log, a line that only changes its numbers comes this often, in milliseconds. */
const LOG_INTERVAL = 5_000;

/** A live display on a terminal; elsewhere, such as in CI, plain lines now and then. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? liveProgress(stream) : plainProgress(stream);
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  // Input stays as it is, so that Ctrl-C is the terminal's business.
  const spinner = ora({ stream, discardStdin: false });
  return {
    show(line, more) {
      spinner.text = more === undefined ? line : `${line}\n${more}`;
      if (!spinner.isSpinning) spinner.start();
    },
    say(line) {
      const shown = spinner.isSpinning ? spinner.text : undefined;
      spinner.stop();
      stream.write(`${line}\n`);
      if (shown !== undefined) spinner.start(shown);
    },
    stop: () => void spinner.stop(),
  };
}

function plainProgress(stream: NodeJS.WritableStream): Progress {
  let lastLine = Number.NEGATIVE_INFINITY;
  return {
    show(line) {
      if (performance.now() - lastLine < LOG_INTERVAL) return;
      lastLine = performance.now();
      stream.write(`${line}\n`);
    },
    say: (line) => void stream.write(`${line}\n`),
    stop: () => undefined,
  };
}
