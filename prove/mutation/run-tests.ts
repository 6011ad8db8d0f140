import { createVitest } from "vitest/node";

/** Tests of one copy of the project, kept warm: a run after a change takes a moment. */
export type Tests = {
  /** Runs them again after `file` has changed; answers whether one of them failed. */
  readonly failAfter: (file: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Opens the tests in a copy. `only` is a pattern of their names. */
export async function openTests(root: string, tests: readonly string[], only: string | null): Promise<Tests> {
  const vitest = await createVitest(
    "test",
    {
      root,
      config: `${root}/vitest.mutation.ts`,
      watch: false,
      bail: 1,
      reporters: [{}],
      ...(only === null ? {} : { testNamePattern: new RegExp(only) }),
    },
    { logLevel: "silent" },
  );
  const specifications = await vitest.globTestSpecifications([...tests]);
  if (specifications.length === 0) throw new Error(`no tests: ${tests.join(", ")}`);
  return {
    failAfter: async (file) => {
      vitest.invalidateFile(file);
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
      return unhandledErrors.length > 0 || testModules.some((module) => !module.ok());
    },
    close: () => vitest.close(),
  };
}

/** The tests' settings without PostgreSQL: on SQLite each mutant is tried in a moment. */
export const CONFIG = `import { defineConfig } from "vitest/config";
import base from "./vitest.config";

const { globalSetup: _, ...test } = base.test ?? {};
export default defineConfig({ ...base, test: { ...test, maxWorkers: 1, provide: { postgresUrl: "" } } });
`;
