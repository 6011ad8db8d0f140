import type { Page } from "@playwright/test";

/** What a page complained about: uncaught errors, violations of the content security policy, errors of the console. */
export class Watch {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  follow(page: Page): void {
    page.on("pageerror", (error) => this.found.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.found.push(`${message.text()} (${message.location().url})`);
    });
  }

  /** A complaint that the test means to provoke, such as the browser's own line about a 403. */
  allow(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  complaints(): string[] {
    return this.found.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }
}
