import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import createNextIntlPlugin from "next-intl/plugin";

const root = dirname(fileURLToPath(import.meta.url));
// Texts are compiled at build time: the browser gets a small formatter and no ICU parser.
const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    messages: {
      path: "./lib/i18n/messages",
      format: "json",
      locales: "infer",
      sourceLocale: "en",
      precompile: true,
    },
  },
});

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a start from a fresh clone neither waits for that nor needs the tools of the tests.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: [
    "libsql",
    "@alicloud/ecs20140526",
    "@alicloud/openapi-core",
    "@alicloud/credentials",
    "@darabonba/typescript",
    "pg",
    "pino",
    "better-auth",
  ],
  // The database worker is a program of its own, so no import leads the tracer to it.
  outputFileTracingIncludes: {
    "/**": ["./lib/server/db/sqlite/worker.mjs", "./node_modules/libsql/**", "./node_modules/@libsql/**"],
  },
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "1mb" } },
};

export default withNextIntl(config);
