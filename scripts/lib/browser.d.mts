/** The path of a Chromium, undefined for Playwright's own; refuses in one line when none can be had. */
export function ensureBrowser(): Promise<string | undefined>;
