/** The statements of a module that name another one: what it imports, or what it hands on. */
type Statement = "import" | "export";

/** A module's source with a constant of another module imported or exported. Such statements stand in the order of their modules. */
export function withStatement(
  source: string,
  statement: Statement,
  constant: string,
  module: string,
): string {
  const others = [...source.matchAll(new RegExp(`^${statement} .* from "(\\./[^"]*)";$`, "gm"))];
  const next = others.find(([, other = ""]) => isAfter(other, module));
  const last = others.at(-1);
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length + 1);
  return `${source.slice(0, at)}${statement} { ${constant} } from "${module}";\n${source.slice(at)}`;
}

function isAfter(module: string, other: string): boolean {
  const [a = "", b = ""] = [module, other].map((path) => path.replace(/\.ts$/, ""));
  return a.localeCompare(b, "en", { numeric: true }) > 0;
}
