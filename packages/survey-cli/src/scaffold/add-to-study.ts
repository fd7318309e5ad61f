import { withStatement } from "./with-statement.ts";

/** Names alone: anything else is left to a person. */
const LIST = /questionnaires:\s*\[([\w$\s,]*)\]/;

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
  return withStatement(
    source.replace(list, () => longer),
    "import",
    constant,
    module,
  );
}
