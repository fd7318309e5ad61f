import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../repository.ts";
import { Checkout } from "./checkout.ts";
import { pageSteps, type Step } from "./page-steps.ts";

/** What the page leaves running in a terminal. */
const LEFT_RUNNING = /^npm run (dev|web-survey)$/;
/** Installing, building and checking everything takes minutes on a busy machine. */
const LIMIT = 1_200_000;
/** For what runs until it is stopped to say that it is ready. */
const ready = { timeout: 120_000, interval: 100 };

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
}, LIMIT);
afterAll(() => checkout.stopAll());

/** A line of the page as a pattern: `…` is anything, and it does not matter how columns are aligned. */
function pattern(line: string): RegExp {
  const words = line.split(" ").map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(words.join("\\s+").replaceAll("…", ".*"));
}

function expectShown(output: string, shows: readonly string[]): void {
  for (const line of shows) expect(output).toMatch(pattern(line));
}

async function type({ commands, shows }: Extract<Step, { kind: "type" }>): Promise<void> {
  let printed = "";
  for (const { line, fails } of commands) {
    if (LEFT_RUNNING.test(line)) {
      const { output } = checkout.leaveRunning(line);
      await expect.poll(() => shows.every((shown) => pattern(shown).test(output())), ready).toBe(true);
      printed += output();
      continue;
    }
    const { code, output } = await checkout.run(line);
    expect(code === 0, `${line}\n${output}`).toBe(!fails);
    printed += output;
    if (line.includes(" send ")) await processed();
  }
  expectShown(printed, shows);
}

/** Waits until the local cloud's terminal shows a line for each survey that was sent. */
let sent = 0;
async function processed(): Promise<void> {
  sent += 1;
  const said = checkout.running.find(({ command }) => command === "npm run dev")?.output ?? (() => "");
  const lines = () => said().match(/ {2}(accepted|duplicate) .*\.sleep\.json/g)?.length;
  await expect.poll(lines, ready).toBe(sent);
}

/** What a participant's browser asks for, while the form runs. */
async function openForm(): Promise<void> {
  const form = checkout.running.find(({ command }) => command === "npm run web-survey");
  const address = /http:\/\/localhost:\d+\//.exec(form?.output() ?? "")?.[0] ?? "";
  const page = await fetch(`${address}?participant=0001&questionnaire=sleep`);
  expect(await page.text()).toContain("/src/main.ts");
  expect((await fetch(`${address}survey-config.json`)).status).toBe(200);
}

describe("docs/your-study.md", () => {
  it("leads from a clone to the data, word by word", { timeout: LIMIT }, async () => {
    for (const step of pageSteps(read("docs/your-study.md"))) {
      if (step.kind === "type") await type(step);
      else if (step.kind === "save") checkout.write(step.path, step.text);
      else if (step.kind === "change") checkout.change(step.path, step.from, step.to);
      else {
        await openForm();
        await checkout.stopAll();
      }
    }
    expect((await checkout.run("git status --porcelain")).output).toBe("");
  });
});

describe("a question more", () => {
  it("touches its definition, the lock and the codebook, and is asked, checked and stored", {
    timeout: LIMIT,
  }, async () => {
    const run = async (line: string) => {
      const { code, output } = await checkout.run(line);
      expect(code, `${line}\n${output}`).toBe(0);
      return output;
    };
    await run("npm run lab-survey -- questionnaire new momentary");
    const asked = 'asked_anew: likert({ en: "Hopeful", de: "Hoffnungsvoll" }, ["1", "2", "3"]),';
    checkout.change(
      "packages/study/src/momentary-3.ts",
      "\n    note: text(",
      `\n    ${asked}\n    note: text(`,
    );
    await run("npm run lab-survey -- questionnaire publish momentary@3");
    const changed = async () => (await run("git status --porcelain")).trimEnd().split("\n").sort();
    const touched = [
      " M docs/codebook/momentary.md",
      " M packages/study/questionnaires.lock.json",
      " M packages/study/src/index.ts",
      " M packages/study/src/study.ts",
      "?? packages/study/src/momentary-3.ts",
    ];
    expect(await changed()).toEqual(touched);

    await run("npm run lab-survey -- questionnaire check --published");
    const concerned = ["study", "survey-client", "survey-processor", "web-survey"];
    const filters = concerned.map((name) => `--filter=@lab/${name}`).join(" ");
    await run(`pnpm exec turbo run typecheck build ${filters} --output-logs=errors-only`);
    const scripts = globSync("examples/web-survey/dist/assets/*.js", { cwd: checkout.folder });
    const page = scripts.map((name) => readFileSync(checkout.path(name), "utf8")).join("");
    expect(page).toContain("Hoffnungsvoll");

    expect(await run("npm run demo")).toContain("The receipt balances: nothing was lost");
    const dev = checkout.leaveRunning("npm run dev");
    await expect.poll(dev.output, ready).toContain("Waiting for surveys.");
    await run("npm run lab-survey -- spike --env --run s --participants 1 --surveys 3 --duplicates 0");
    const shown = await run("npm run lab-survey -- participant show s-p1");
    expect(shown).toMatch(/ {2}momentary_answers\.asked_anew +[1-3]$/m);
    expect(shown).toMatch(/ momentary@3 /);
    await checkout.stopAll();
    expect(await changed()).toEqual(touched);
  });
});
