import { parseArgs } from "node:util";
import { killOutboxes } from "./outbox-kills.ts";

const HELP = `usage: pnpm --filter @lab/e2e kills [--kills N] [--seed N]

Kills a process that saves and sends surveys, again and again, at random moments; then lets the pipeline process what arrived,
and compares it with what was saved.

  --kills N  how often; default 500
  --seed N   decides the moments; default 1`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean" },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (values.help || !Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

const start = performance.now();
const report = await killOutboxes(kills, seed, (kill) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kkilled ${kill} of ${kills}`);
});
const { saved, waiting, stored, ledger, counted, rejected, lost, left } = report;
const isRight = lost.length + left.length + rejected === 0 && ledger === stored && counted === stored;
console.log(`${kills} kills in ${((performance.now() - start) / 60_000).toFixed(1)} minutes
  ${saved} surveys saved, ${waiting} of them or of saves cut short waiting after the last kill
  ${stored} stored, ${ledger} in the ledger, ${counted} counted, ${rejected} rejected, ${left.length} files left
  ${lost.length} lost${lost.map((id) => `\n    ${id}`).join("")}`);
process.exitCode = isRight ? 0 : 1;
