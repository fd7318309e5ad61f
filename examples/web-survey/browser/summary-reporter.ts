import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

/** Says how many tests passed and failed, in the last line. A test that was skipped, or did not run, has not passed. */
export default class SummaryReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult["status"] }> {
    const tests = this.#suite?.allTests() ?? [];
    const passed = tests.filter((test) => test.outcome() === "expected" && test.results.length > 0).length;
    const failed = tests.length - passed;
    this.#suite = undefined;
    process.once("exit", () => console.log(`\n${passed} passed, ${failed} failed`));
    return { status: failed === 0 && passed > 0 ? status : "failed" };
  }
}
