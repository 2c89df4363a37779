import { TestEnvironment } from "jest-environment-node";

/** What a file of browser tests leaves here, to be asked when one of its tests fails. */
declare global {
  var whatIsSeen: (() => Promise<string>) | undefined;
}

/**
 * Prints what stood on every page when a test failed, before the next test changes it: "not there
 * within 30 s" alone tells nobody what was there instead.
 */
export default class BrowserEnvironment extends TestEnvironment {
  async handleTestEvent(event: {
    readonly name: string;
    readonly test?: { readonly name: string };
  }): Promise<void> {
    if (event.name !== "test_fn_failure") return;
    const seen = await this.global.whatIsSeen?.();
    if (seen !== undefined) {
      process.stderr.write(`What the pages showed when "${event.test?.name}" failed:\n${seen}\n`);
    }
  }
}
