import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: "server-only", replacement: here("./scripts/vitest-setup/empty.ts") },
      { find: /^@\//, replacement: here("./") },
    ],
  },
  test: {
    include: ["{lib,components,emulator,app,scripts,bench,prove}/**/*.test.{ts,tsx}", "*.test.ts"],
    globalSetup: ["./scripts/vitest-setup/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: {
      NODE_ENV: "test",
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
    },
  },
});
