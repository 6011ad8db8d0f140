import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { type DatabaseHandle, openDatabase } from "@/lib/server/db/open";
import { reconcileDeletes } from "@/lib/server/services/templates/reconcile";
import { openConsole, REGION, type TestConsole } from "@/lib/server/services/testing/console";
import type { Orders } from "@/lib/server/services/testing/delete-program";
import { bundle } from "./support/bundle";
import { type ProofDatabase, proofDatabases } from "./support/databases";
import { prove, type Run } from "./support/proof";
import { agrees, recordOf, templatesThere } from "./support/truth";

const STEPS = ["1", "4", "5", "6", "7", "8"];
/** Sent by the time the named step is over; at random moments nobody can say. */
const SENT_BY = new Set(["7", "8"]);
const LANES = 3;
/** So many times as many templates as kills, for deletes that end before they can be killed. */
const SPARE = 2;
/** Where the call is answered: late enough that a random moment often falls into it. */
const LATENCY_MS = 30;

/** The one that settles waits out a busy machine. */
const PATIENT = { deadlineMs: 120_000 };
/** By then an undisturbed delete is over on a busy machine too. */
const LONGEST_MS = 600;

type Kind = "sqlite" | "postgres";
type Killed = {
  readonly kind: Kind;
  readonly at: string;
  readonly words: readonly string[];
  readonly exists: boolean;
  readonly settledAfter: number | null;
  readonly sends: number;
  readonly wrong: string | null;
};

/**
 * Real processes, each killed in the middle of one delete: at each step by name, and at random moments. What it left is
 * settled by another process from the database alone, whose clock is moved on second by second instead of waited for.
 */
await prove("kill", async (run) => {
  const program = await bundle("lib/server/services/testing/delete-program.ts", "delete-program");
  const databases = proofDatabases();
  const kills = run.option("kills", 200);
  const killed: Killed[] = [];
  const lane = async (kind: Kind, share: number) => {
    killed.push(...(await killMany(await databases.open(kind, PATIENT), kind, share, program, run)));
  };
  const shares = (total: number) =>
    Array.from({ length: LANES }, (_, index) => Math.floor(total / LANES) + (index < total % LANES ? 1 : 0));
  await Promise.all(
    (["sqlite", "postgres"] as const).flatMap((kind) => shares(kills).map((share) => lane(kind, share))),
  );
  await databases.stop();

  const count = (wanted: (one: Killed) => boolean) => killed.filter(wanted).length;
  const withIntent = killed.filter(({ words }) => words.includes("intent"));
  const claims = (["sqlite", "postgres"] as const).flatMap((kind) => {
    const tries = count((one) => one.kind === kind);
    const intents = withIntent.filter((one) => one.kind === kind);
    return [
      {
        what: `${kind}: the record agrees with the endpoint, one intent, one send, no lock left`,
        tries,
        failed: count((one) => one.kind === kind && one.wrong !== null),
      },
      {
        what: `${kind}: every intent has its outcome within 60 s`,
        tries: intents.length,
        failed: intents.filter(({ settledAfter }) => settledAfter === null || settledAfter > 60).length,
      },
    ];
  });
  return { claims, raw: { kills: killed } };
});

async function killMany(
  first: ProofDatabase & { remove(): Promise<void> },
  kind: Kind,
  share: number,
  program: string,
  { random, option }: Run,
): Promise<Killed[]> {
  const { options } = first;
  const console = await openConsole(first, first.clock, { latency: LATENCY_MS });
  const templates: { id: string; name: string }[] = [];
  for (let index = 0; index < share * SPARE; index += 1) {
    const name = `mortal-${index}`;
    const made = await console.control<{ imagePipelineId: string }>("POST", "templates", {
      regionId: REGION,
      name,
    });
    templates.push({ id: made.imagePipelineId, name });
  }
  await console.collect();
  let handle: DatabaseHandle = first;
  const killed: Killed[] = [];
  const until = Date.now() + option("minutes", 60) * 60_000;
  for (const { id, name } of templates) {
    const index = killed.length;
    if (index === share || Date.now() > until) break;
    // One process at a time holds an embedded database.
    if (kind === "sqlite") await handle.close();
    const isNamed = index % 2 === 0;
    const step = isNamed ? (STEPS[(index / 2) % STEPS.length] ?? "1") : random() < 0.2 ? "1" : "4";
    const sentBefore = await console.calls("DeleteImagePipeline");
    const orders: Orders = {
      database: options,
      endpoint: console.emulator.url,
      regionId: REGION,
      templateId: id,
      name,
      step,
    };
    const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    if (!(await arrival(child, step))) {
      // On a busy machine a delete gives up before its step, with an outcome; nothing is there to be killed.
      if (kind === "sqlite") handle = await openDatabase(options, PATIENT);
      continue;
    }
    let at = `step ${step}`;
    if (!isNamed) {
      const ms = Math.round(random() * LONGEST_MS);
      child.stdin.write("go\n");
      await pause(ms);
      at = `${ms} ms after step ${step}`;
    }
    child.kill("SIGKILL");
    await ended;
    if (kind === "sqlite") handle = await openDatabase(options, PATIENT);
    killed.push(await settled(console, handle, kind, id, at, sentBefore));
    process.stdout.write(killed.at(-1)?.wrong === null ? "." : "!");
  }
  await console.close();
  await handle.close();
  await first.remove();
  return killed;
}

async function settled(
  console: TestConsole,
  { db, clock }: DatabaseHandle,
  kind: Kind,
  templateId: string,
  at: string,
  sentBefore: number,
): Promise<Killed> {
  const pass = async (ahead: number) => {
    const later = {
      now: async (executor: typeof db) =>
        new Date(Date.parse(await clock.now(executor)) + ahead * 1000).toISOString(),
    };
    await reconcileDeletes(console.system({ db, clock: later }));
  };
  let settledAfter: number | null = null;
  for (let second = 0; second <= 60 && settledAfter === null; second += 2) {
    await pass(second);
    const { words } = await recordOf(db, templateId);
    if (words.length === 0 || words.at(-1) !== "intent") settledAfter = second;
  }
  for (const second of [17 * 60, 17 * 60 + 31]) await pass(second);
  const record = await recordOf(db, templateId);
  const exists = (await templatesThere(console)).has(templateId);
  const sends = (await console.calls("DeleteImagePipeline")) - sentBefore;
  const faults = [
    !agrees(record, exists) && "the record does not agree with the endpoint",
    record.intents > 1 && "two intents",
    sends > 1 && "sent twice",
    sends > record.intents && "sent without a record",
    record.locked && "a lock is left",
    at.startsWith("step") &&
      exists === SENT_BY.has(at.slice(-1)) &&
      "the call's effect is not what that step says",
  ];
  const wrong = faults.find((fault) => fault !== false) || null;
  return { kind, at, words: record.words, exists, settledAfter, sends, wrong };
}

/** True when the process stands after its step, false when it ended before. */
async function arrival(child: ChildProcess, step: string): Promise<boolean> {
  return await new Promise((resolve) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      if (said.includes(`at ${step}\n`)) resolve(true);
    });
    child.once("exit", () => resolve(false));
  });
}
