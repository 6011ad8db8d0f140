import { isAppError } from "@/lib/domain/app-error";
import type { Trx } from "@/lib/server/context";
import { createGateway } from "@/lib/server/ecs/gateway";
import { recordBuilds } from "@/lib/server/inventory/record-builds";
import { recordListing, recordPart } from "@/lib/server/inventory/record-listing";
import { openConsole, REGION, type TestConsole } from "@/lib/server/services/testing/console";
import type { ProofDatabase } from "../support/databases";
import type { Fault } from "./kinds";

/** One lane of cells: a database and an endpoint of its own, the clock in our hands, deadlines in real time. */
export type Scene = {
  readonly database: ProofDatabase;
  readonly console: TestConsole;
  /** A gateway as after a fresh start. */
  readonly fresh: () => TestConsole["ecs"];
  readonly advance: (seconds: number) => void;
  /** Adds a template with the given builds and reads it, and nothing else, into our copy. */
  readonly add: (name: string, ...statuses: string[]) => Promise<Added>;
  /** Reads the whole region into our copy, as the collector does. */
  readonly list: (ecs: TestConsole["ecs"]) => Promise<void>;
};

type Added = { readonly regionId: string; readonly templateId: string; readonly buildIds: readonly string[] };

/** What one press under a fault came to; `wrong` names what may not be. */
export type Cell = { readonly result: string; readonly ms: number; readonly wrong: string | null };

/** What is done while the fault stands, and what is looked at when it is over. */
export type Play = (scene: Scene, stand: (fault?: Fault) => Promise<void>, name: string) => Promise<Cell>;

/** Opens a lane. */
export async function openScene(database: ProofDatabase, seed: string): Promise<Scene> {
  // Cells move the clock on; the endpoint judges signatures by its real one, so each begins some minutes ago.
  database.testClock.set(new Date(Date.now() - 12 * 60_000).toISOString());
  const console = await openConsole(database, database.testClock, { seed });
  const fresh = () =>
    createGateway({
      mode: "demo",
      endpoint: console.emulator.url,
      regions: [REGION],
      budgetPerMinute: 100_000,
      version: "0",
    });
  const { db, testClock } = database;
  const add: Scene["add"] = async (name, ...statuses) => {
    const { imagePipelineId: templateId } = await console.control<{ imagePipelineId: string }>(
      "POST",
      "templates",
      { regionId: REGION, name },
    );
    const buildIds: string[] = [];
    for (const status of statuses) {
      const body = { regionId: REGION, imagePipelineId: templateId, status };
      buildIds.push((await console.control<{ executionId: string }>("POST", "executions", body)).executionId);
    }
    const began = await testClock.now();
    const ecs = fresh();
    const template = await ecs.readTemplate(REGION, templateId, { share: "user" });
    const builds = await ecs.readBuilds(REGION, templateId, { share: "user" });
    if (template === null) throw new Error("the endpoint does not know what was added");
    const read = { regionId: REGION, began };
    await db.transaction().execute((trx) => recordPart(trx, testClock, read, [template]));
    await recordBuilds(db, testClock, { ...read, templateId, builds });
    return { regionId: REGION, templateId, buildIds };
  };
  const list: Scene["list"] = async (ecs) => {
    const began = await testClock.now();
    const templates = await ecs.listTemplates(REGION, { share: "collector" });
    const write = <T>(work: (trx: Trx) => Promise<T>) => db.transaction().execute(work);
    await recordListing(write, testClock, { regionId: REGION, began, templates });
  };
  return { database, console, fresh, add, list, advance: (seconds) => testClock.advance(seconds) };
}

/** Runs a press and measures it; an expected error is a result, anything else is not. */
export async function press(work: () => Promise<{ readonly kind: string } | undefined>) {
  const began = performance.now();
  let result: string;
  let broken: string | null = null;
  try {
    result = (await work())?.kind ?? "done";
  } catch (error) {
    result = isAppError(error) ? error.code : "unexpected error";
    if (!isAppError(error)) broken = `unexpected: ${error instanceof Error ? error.message : error}`;
  }
  return { result, broken, ms: Math.round(performance.now() - began) };
}

/** The first thing that is wrong, in the order of its weight. */
export function firstOf(...faults: (string | false | null)[]): string | null {
  return faults.find((fault): fault is string => typeof fault === "string") ?? null;
}
