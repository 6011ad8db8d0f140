// Who may import whom: the table of the architecture, as a list of what is allowed. Whatever it does not name is refused,
// so a new folder has to be given its row here first.

/** Tests and what only they use; nobody else may import them. */
const TESTS = "\\.test\\.tsx?$|/testing(/|\\.ts$)|^scripts/vitest-setup/";

const DOMAIN = "^lib/domain/";
const CONTRACTS = "^lib/contracts/";
const QUERIES = "^lib/queries/";
const ACTIONS = "^lib/actions/";
const PATHS = "^lib/paths\\.ts$";
const I18N = "^lib/i18n/";
const ENV = "^lib/server/env(/|\\.ts$)";
const LOG = "^lib/server/log\\.ts$";

/** Folders or files of lib/server. */
const server = (...names) => `^lib/server/(${names.join("|")})(/|\\.ts$)`;
const components = (...names) => `^components/(${names.join("|")})/`;
const packages = (...names) => `^node_modules/(${names.join("|")})(/|$)`;

const SERVER_ONLY = packages("server-only");
const FRAMEWORK = packages("next", "react", "react-dom", "next-intl", "use-intl");
const LOOK = packages("class-variance-authority", "clsx", "tailwind-merge", "lucide-react", "@base-ui");
/** Files that join what the rooms offer: the edges, and what the process keeps once. */
const EDGES = server(
  "context",
  "run-page",
  "run-action",
  "run-route",
  "run-form",
  "run-live",
  "error-dto",
  "api-error",
  "runtime",
  "jobs",
  "live-streams",
  "live-sockets",
);

/** One row of the table: files of `from` may import `to`; tests have a row of their own. */
const row = (from, ...to) => ({ from: { path: from, pathNot: TESTS }, to: { path: to } });
const builtins = (...from) => ({ from: { path: from }, to: { dependencyTypes: ["core"] } });
/** As `row`, but only for types. */
const types = (from, ...to) => ({
  from: { path: from, pathNot: TESTS },
  to: { path: to, dependencyTypes: ["type-only"] },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment:
        "a module that imports nothing and that nobody imports; tools and the framework read some by their name",
      from: {
        orphan: true,
        pathNot: [
          "\\.d\\.ts$",
          "\\.config\\.(ts|js|mjs)$",
          "^scripts/",
          TESTS,
          "^app/.*/?(icon|loading|robots)\\.tsx?$",
        ],
      },
      to: {},
    },
    {
      name: "nobody-imports-tests",
      severity: "error",
      // A proof and a bench run the same worlds as the tests.
      from: { pathNot: [TESTS, "^prove/", "^bench/", "^vitest\\.config\\.ts$"] },
      to: { path: TESTS },
    },
    {
      name: "doorstep-is-light",
      severity: "error",
      comment: "proxy.ts runs before every answer: nothing behind it opens the database or loads the SDK",
      from: { path: "^proxy\\.ts$" },
      to: { path: server("db", "ecs", "services", "inventory", "audit"), reachable: true },
    },
    {
      name: "not-found",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  allowedSeverity: "error",
  allowed: [
    row(DOMAIN, DOMAIN),
    row(CONTRACTS, DOMAIN, CONTRACTS, packages("zod")),
    row(PATHS, DOMAIN),
    row(I18N, DOMAIN, I18N, FRAMEWORK),

    row("^lib/server/", SERVER_ONLY, DOMAIN, CONTRACTS),
    // The words Ctx, Db and Clock are everyone's; what makes them is not.
    types("^lib/server/", server("context")),
    row(ENV, ENV, packages("zod")),
    row(LOG, ENV, packages("pino")),
    row(server("metrics"), LOG, packages("prom-client")),
    row(server("ecs"), server("ecs"), ENV, LOG, packages("@alicloud", "@darabonba")),
    row(server("db"), server("db"), ENV, LOG, packages("kysely", "libsql", "pg")),
    row(server("audit"), server("audit", "db"), ENV, LOG, packages("kysely")),
    row(server("auth"), server("auth", "db"), ENV, LOG, packages("kysely", "better-auth", "next", "zod")),
    row(server("inventory"), server("inventory", "ecs", "db", "audit"), packages("kysely")),
    row(server("services"), server("services", "context", "audit", "auth", "inventory"), packages("kysely")),
    types(server("services"), server("ecs", "db")),
    row(EDGES, EDGES, server("auth", "audit", "ecs", "db", "inventory", "metrics", "doorstep"), ENV, LOG),
    row(EDGES, PATHS, FRAMEWORK, "^package\\.json$"),
    types(EDGES, packages("kysely", "zod")),
    row(
      server("background"),
      EDGES,
      server("background", "inventory", "services", "audit", "auth"),
      ENV,
      LOG,
    ),
    row(server("doorstep"), server("doorstep"), I18N),
    row(server("check-env-program"), ENV),

    row(ACTIONS, DOMAIN, CONTRACTS, server("run-action", "services")),
    row(
      QUERIES,
      DOMAIN,
      CONTRACTS,
      QUERIES,
      ACTIONS,
      PATHS,
      I18N,
      packages("@tanstack/react-query", "nuqs"),
      FRAMEWORK,
    ),

    row(components("ui"), components("ui"), LOOK, PATHS, I18N, FRAMEWORK),
    row(
      components("data-table"),
      components("ui", "data-table"),
      LOOK,
      FRAMEWORK,
      packages("@tanstack/react-virtual"),
    ),
    row("^components/(?!ui/|data-table/)", DOMAIN, CONTRACTS, QUERIES, PATHS, I18N),
    row("^components/(?!ui/|data-table/)", components("ui", "data-table", "shell"), LOOK, FRAMEWORK),
    row("^components/(?!ui/|data-table/)", packages("@tanstack/react-query", "nuqs", "next-themes")),
    row("^components/([^/]+)/", "^components/$1/"),

    row("^app/", "^app/", "^components/", DOMAIN, CONTRACTS, QUERIES, ACTIONS, PATHS, I18N),
    row(
      "^app/",
      server(
        "services",
        "auth",
        "run-page",
        "run-route",
        "run-form",
        "run-live",
        "live-streams",
        "live-sockets",
        "jobs",
        "metrics",
      ),
    ),
    row(
      "^app/",
      FRAMEWORK,
      packages("@tanstack/react-query", "nuqs", "next-themes", "@fontsource-variable", "server-only"),
    ),
    row("^proxy\\.ts$", DOMAIN, PATHS, I18N, ENV, LOG, server("doorstep"), packages("next", "next-intl")),
    row("^instrumentation\\.ts$", server("background"), packages("next")),

    row("^emulator/", "^emulator/"),
    row("^scripts/", "^scripts/"),
    row("^scripts/screenshots\\.mjs$", packages("@playwright")),
    row("^e2e/", "^e2e/", DOMAIN, CONTRACTS, PATHS, I18N, packages("@playwright", "@axe-core")),
    row(
      "^bench/",
      "^bench/",
      "^lib/",
      "^scripts/lib/browser\\.mjs$",
      packages("kysely", "pg", "@alicloud", "@darabonba", "@playwright"),
      // What benches stand beside.
      packages("bottleneck", "dataloader", "limiter", "p-queue"),
    ),
    row(
      "^prove/",
      "^prove/",
      "^bench/support/",
      "^lib/",
      packages(
        "kysely",
        "pg",
        "@alicloud",
        "@darabonba",
        "@playwright",
        "fast-check",
        "typescript",
        "vitest",
      ),
    ),
    {
      from: { path: TESTS },
      to: {
        path: [
          "^(lib|components|emulator|scripts|prove)/",
          "^bench/support/",
          "^proxy\\.ts$",
          "^node_modules/",
        ],
      },
    },
    { from: { path: "^house-\\w+\\.test\\.ts$" }, to: { path: "^node_modules/" } },
    row("^[^/]+\\.config\\.(ts|js|mjs)$", "^node_modules/"),
    builtins(
      "^lib/server/",
      "^emulator/",
      "^scripts/",
      "^e2e/",
      "^bench/",
      "^prove/",
      "^proxy\\.ts$",
      TESTS,
      "^[^/]+\\.(ts|js|mjs)$",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data|test-results|playwright-report)/|^next-env\\.d\\.ts$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
