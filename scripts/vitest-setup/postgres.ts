import type { TestProject } from "vitest/node";
import { startPostgres } from "../../bench/support/postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the real PostgreSQL's maintenance database. */
    postgresUrl: string;
  }
}

/** Starts a real PostgreSQL for the whole run; the result stops it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres({ durable: false });
  project.provide("postgresUrl", url);
  return stop;
}
