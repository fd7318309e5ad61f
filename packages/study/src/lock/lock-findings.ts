import { questionnaireRef } from "@lab/survey-schema";
import { definitionHash } from "./definition-hash.ts";
import { lockPath } from "./lock-file.ts";
import type { Lock } from "./lock-schema.ts";
import type { Finding } from "./study-findings.ts";

/** What shows that the lock was edited by hand. */
export function lockFindings({ published, corrections }: Lock): Finding[] {
  const findings: Finding[] = [];
  const name = lockPath("");
  for (const [ref, { hash, definition }] of Object.entries(published)) {
    if (questionnaireRef(definition) === ref && definitionHash(definition) === hash) continue;
    const message = `${ref}: its definition in ${name} does not have the hash that stands beside it; take the file back from git`;
    findings.push({ level: "problem", code: "lock", questionnaire: ref, message });
  }
  const known = new Set([
    ...Object.entries(published).map(([ref, { hash }]) => `${ref} ${hash}`),
    ...corrections.map(({ from }) => `${from.version} ${from.hash}`),
  ]);
  for (const { to, item, part } of corrections) {
    if (known.has(`${to.version} ${to.hash}`)) continue;
    const message = `${to.version}: the correction of ${item ?? part} in ${name} leads to a hash that no version has; take the file back from git`;
    findings.push({ level: "problem", code: "lock", questionnaire: to.version, message });
  }
  return findings;
}
