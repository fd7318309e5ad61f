/** What a page tells its reader to do, in the order in which it does. */
export type Step =
  /** To type a command. `fails`: a comment behind it says so. `shows`: lines that the page shows of what it prints. */
  | { readonly kind: "type"; readonly commands: readonly Command[]; readonly shows: readonly string[] }
  /** To save a file. */
  | { readonly kind: "save"; readonly path: string; readonly text: string }
  /** To change some lines of a file. */
  | { readonly kind: "change"; readonly path: string; readonly from: string; readonly to: string }
  /** To stop what was left running. */
  | { readonly kind: "stop" };

export interface Command {
  readonly line: string;
  readonly fails: boolean;
}

/**
 * Reads a page's code blocks: `sh` to type, `text` that is to be seen then, `ts` and `json` to save, `diff` to change. The sentence
 * before a block names the file.
 *
 * @throws Error when a block is none of these, or no sentence names its file.
 */
export function pageSteps(page: string): Step[] {
  const steps: Step[] = [];
  let end = 0;
  for (const match of page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const [block, language = "", code = ""] = match;
    const prose = page.slice(end, match.index);
    end = match.index + block.length;
    if (/^Stop .* with Ctrl-C/m.test(prose)) steps.push({ kind: "stop" });
    const last = steps.at(-1);
    switch (language) {
      case "sh":
        steps.push({ kind: "type", commands: commandsOf(code), shows: [] });
        break;
      case "text":
        if (last?.kind !== "type") throw new Error(`nothing was typed that could show\n${code}`);
        steps[steps.length - 1] = { ...last, shows: linesOf(code) };
        break;
      case "ts":
      case "json":
        steps.push({ kind: "save", path: fileIn(prose, steps), text: code });
        break;
      case "diff":
        steps.push({ kind: "change", path: fileIn(prose, steps), ...changeOf(code) });
        break;
      default:
        throw new Error(`it is not said what to do with a block in ${language}`);
    }
  }
  return steps;
}

function linesOf(code: string): string[] {
  return code
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

function commandsOf(code: string): Command[] {
  return linesOf(code).map((line) => ({
    line: line.replace(/\s+# .*/, ""),
    fails: / # fails$/.test(line),
  }));
}

/** The file that the sentences before a block name last. Two changes in a row are of the same file. */
function fileIn(prose: string, steps: readonly Step[]): string {
  const named = [...prose.matchAll(/`([\w./-]+\.(?:ts|json))`/g)].at(-1)?.[1];
  const last = steps.at(-1);
  const path = named ?? (last?.kind === "change" ? last.path : undefined);
  if (path === undefined) throw new Error(`no file is named in\n${prose}`);
  return path;
}

function changeOf(code: string): { from: string; to: string } {
  const lines = code.split("\n").filter(Boolean);
  const side = (sign: string) =>
    lines
      .flatMap((line) => (line.startsWith(sign) || line.startsWith(" ") ? [line.slice(1)] : []))
      .join("\n");
  return { from: side("-"), to: side("+") };
}
