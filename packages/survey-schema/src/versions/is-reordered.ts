/** Whether the names that two lists have in common stand in another order. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((name) => after.includes(name));
  const now = after.filter((name) => before.includes(name));
  return kept.some((name, index) => name !== now[index]);
}
