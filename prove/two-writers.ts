import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { AppErrorCode } from "@/lib/domain/app-error";
import { isAppError } from "@/lib/domain/app-error";
import { verifyDatabase } from "@/lib/server/audit/verify-database";
import { openDatabase } from "@/lib/server/db/open";
import { createGateway } from "@/lib/server/ecs/gateway";
import { deleteTemplate } from "@/lib/server/services/templates/delete";
import { reconcileDeletes } from "@/lib/server/services/templates/reconcile";
import { openConsole, REGION } from "@/lib/server/services/testing/console";
import { proofDatabases } from "./support/databases";
import { prove } from "./support/proof";
import { recordOf, templatesThere } from "./support/truth";

const PROCESSES = 2;
const CLIENTS = 25;
const TEMPLATES = 60;
const PRESSES = 12;

type Orders = {
  readonly url: string;
  readonly endpoint: string;
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  readonly seed: number;
  readonly presses: number;
};
type Press = { readonly template: string; readonly kind: string; readonly code?: AppErrorCode | string };

const ORDERS = process.env.PROVE_WRITER;
if (ORDERS) await write(JSON.parse(ORDERS) as Orders);
else await proveTwoWriters();

/** One process of the two: its clients press Delete on the same few templates, one press after the other. */
async function write(orders: Orders): Promise<void> {
  const database = await openDatabase({ kind: "postgres", url: orders.url });
  const ecs = createGateway({
    mode: "demo",
    endpoint: orders.endpoint,
    regions: [REGION],
    budgetPerMinute: 100_000,
    version: "0",
  });
  await ecs.prepare(REGION);
  const ctx = {
    actor: { kind: "member", name: "operator@demo", role: "operator" },
    db: database.db,
    ecs,
    clock: database.clock,
    random: (bytes: number) => randomBytes(bytes).toString("hex"),
    sleep: (ms: number, signal?: AbortSignal) =>
      pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
    publish: () => undefined,
  } as const;
  const presses: Press[] = [];
  const client = async (number: number) => {
    for (let index = 0; index < orders.presses; index += 1) {
      const place = (orders.seed + number * 7 + index * 13) % orders.templates.length;
      const template = orders.templates[place];
      if (!template) continue;
      const input = { regionId: REGION, templateId: template.id, confirmName: template.name };
      const pressed = await deleteTemplate(ctx, input)
        .then((result) => ({ kind: result.kind, ...("error" in result ? { code: result.error.code } : {}) }))
        .catch((error: unknown) => ({
          kind: isAppError(error) ? "refused" : "unexpected",
          code: isAppError(error) ? error.code : String(error),
        }));
      presses.push({ template: template.id, ...pressed });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  await database.close();
  process.stdout.write(`${JSON.stringify(presses)}\n`);
}

/** Two processes on one PostgreSQL, fifty clients on the same templates, answers that get lost now and then. */
async function proveTwoWriters(): Promise<void> {
  await prove("two-writers", async ({ seed, option }) => {
    const databases = proofDatabases();
    const database = await databases.open("postgres", { deadlineMs: 60_000 });
    const console = await openConsole(database, database.clock, { latency: 20, seed: String(seed) });
    const templates: { id: string; name: string }[] = [];
    for (let index = 0; index < option("templates", TEMPLATES); index += 1) {
      const name = `wanted-${index}`;
      const body = { regionId: REGION, name };
      const made = await console.control<{ imagePipelineId: string }>("POST", "templates", body);
      templates.push({ id: made.imagePipelineId, name });
    }
    await console.collect();
    const action = "DeleteImagePipeline";
    for (const kind of ["reset", "reset-after-effect"])
      await console.control("POST", "faults", { action, kind, rate: 0.15 });
    if (database.options.kind !== "postgres") throw new Error("needs PostgreSQL");
    const { url } = database.options;
    const orders = { url, endpoint: console.emulator.url, templates, presses: option("presses", PRESSES) };
    const presses = (
      await Promise.all(
        Array.from({ length: PROCESSES }, (_, index) => inProcess({ ...orders, seed: seed + index })),
      )
    ).flat();
    await console.control("DELETE", "faults");
    for (const ahead of [0, 46, 17 * 60, 17 * 60 + 31]) {
      const now = database.clock;
      const clock: typeof now = {
        now: async (db) => new Date(Date.parse(await now.now(db)) + ahead * 1000).toISOString(),
      };
      // A pass takes some at a time.
      while ((await reconcileDeletes(console.system({ clock }))) > 0) await pause(50);
    }

    const attempts = await database.db
      .selectFrom("delete_attempt")
      .select(["template_id", "opened_at", "settled_at", "intent_seq"])
      .orderBy("intent_seq")
      .execute();
    const overlaps = attempts.filter((one, index) =>
      attempts
        .slice(0, index)
        .some(
          (earlier) => earlier.template_id === one.template_id && (earlier.settled_at ?? "9") > one.opened_at,
        ),
    );
    const sends = await console.calls(action);
    const there = await templatesThere(console);
    const wrong: unknown[] = [];
    for (const { id } of templates) {
      const record = await recordOf(database.db, id);
      const last = record.words.filter((word) => word !== "intent");
      const exists = there.has(id);
      const isGone = last.includes("succeeded");
      if (isGone === exists || record.hasRow !== exists || record.locked) wrong.push({ id, record, exists });
    }
    const told = templates.filter(
      ({ id }) => presses.filter(({ template, kind }) => template === id && kind === "deleted").length > 1,
    );
    const verdict = await verifyDatabase(database.db);
    const count = (kind: string) => presses.filter((one) => one.kind === kind).length;
    await console.close();
    await database.remove();
    await databases.stop();
    return {
      claims: [
        {
          what: "at most one attempt under way for a template",
          tries: attempts.length,
          failed: overlaps.length,
        },
        {
          what: "no send without an intent of its own",
          tries: sends,
          failed: Math.max(0, sends - attempts.length),
        },
        {
          what: "the record agrees with the endpoint, no lock left",
          tries: templates.length,
          failed: wrong.length,
        },
        { what: "nobody else was told that they deleted it", tries: templates.length, failed: told.length },
        {
          what: "every press ends with a result or a typed refusal",
          tries: presses.length,
          failed: count("unexpected"),
        },
        {
          what: "the log's chain holds",
          tries: 1,
          failed: verdict.kind === "intact" ? 0 : 1,
          note: JSON.stringify(verdict).slice(0, 80),
        },
      ],
      raw: { presses: tally(presses), attempts: attempts.length, sends, overlaps, wrong, verdict },
    };
  });
}

async function inProcess(orders: Orders): Promise<Press[]> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "prove/two-writers.ts"],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PROVE_WRITER: JSON.stringify(orders) } },
  );
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`a writer ended with ${code}`);
  return JSON.parse(said) as Press[];
}

function tally(presses: readonly Press[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, code } of presses) {
    const key = code === undefined ? kind : `${kind} ${code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
