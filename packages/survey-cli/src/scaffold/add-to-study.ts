/** Names alone: anything else is left to a person. */
const LIST = /questionnaires:\s*\[([\w$\s,]*)\]/;
const IMPORT = /^import .* from "(\.\/[^"]*)";$/gm;

/**
 * The study's module with a further version: imported in its place, and last in the list of questionnaires.
 *
 * @returns Undefined when the module does not have the list as it is usually written.
 */
export function addToStudy(source: string, constant: string, module: string): string | undefined {
  const [list, names] = LIST.exec(source) ?? [];
  if (list === undefined || names === undefined) return undefined;
  const listed = names.trim().replace(/,$/, "");
  const longer = `questionnaires: [${listed}${listed === "" ? "" : ", "}${constant}]`;
  return withImport(
    source.replace(list, () => longer),
    `import { ${constant} } from "${module}";`,
    module,
  );
}

/** Imports stand in the order of their modules. */
function withImport(source: string, statement: string, module: string): string {
  const others = [...source.matchAll(IMPORT)];
  const next = others.find(([, other = ""]) => isAfter(other, module));
  const last = others.at(-1);
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length + 1);
  return `${source.slice(0, at)}${statement}\n${source.slice(at)}`;
}

function isAfter(module: string, other: string): boolean {
  const [a = "", b = ""] = [module, other].map((path) => path.replace(/\.ts$/, ""));
  return a.localeCompare(b, "en", { numeric: true }) > 0;
}
