import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Role } from "../../lib/domain/roles";
import type { Ctx } from "../../lib/server/context";
import { type DatabaseOptions, openDatabase } from "../../lib/server/db/open";
import { createGateway } from "../../lib/server/ecs/gateway";
import { loadSdk } from "../../lib/server/ecs/sdk";
import type { Write } from "../../lib/server/inventory/fenced-write";
import { databaseLedger } from "../../lib/server/inventory/rate-ledger";
import { recordBuilds } from "../../lib/server/inventory/record-builds";
import { recordListing } from "../../lib/server/inventory/record-listing";
import { startEndpoint } from "./programs";

const REGION = "cn-hangzhou";

export type Template = { readonly regionId: string; readonly templateId: string; readonly name: string };

/** Deletes without pages: the services on a durable database, and the endpoint as a process of its own. */
export async function openScene(options: DatabaseOptions, budgetPerMinute: number) {
  const endpoint = await startEndpoint(
    "--regions",
    REGION,
    "--templates",
    "1",
    "--speed",
    "0",
    "--rate",
    "off",
  );
  const database = await openDatabase(options);
  const { db, clock } = database;
  const parts = { mode: "demo", endpoint: endpoint.url, regions: [REGION], version: "0" } as const;
  const ecs = createGateway({ ...parts, budgetPerMinute, ledger: databaseLedger(db) });
  await ecs.prepare(REGION);
  const as = (role: Role): Ctx => ({
    actor: { kind: "member", name: `${role}@demo`, role },
    db,
    clock,
    ecs,
    random: (bytes) => randomBytes(bytes).toString("hex"),
    sleep: (ms, signal) => pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
    publish: () => undefined,
  });
  return {
    endpoint,
    database,
    as,
    /** The SDK alone, as a script would use it. */
    bare: await bareClient(endpoint.url),
    /** Adds templates with a finished build each, and reads them into our copy as the collector does. */
    addTemplates: async (count: number): Promise<Template[]> => {
      const templates: Template[] = [];
      for (let index = 0; index < count; index += 1) {
        const name = `web-${index}`;
        const place = { regionId: REGION, name };
        const made = await endpoint.control<{ imagePipelineId: string }>("POST", "templates", place);
        const build = { regionId: REGION, imagePipelineId: made.imagePipelineId, status: "SUCCESS" };
        await endpoint.control("POST", "executions", build);
        templates.push({ ...place, templateId: made.imagePipelineId });
      }
      // A gateway of its own: what is read beforehand uses up nothing of the budget that is measured.
      const reader = createGateway({ ...parts, budgetPerMinute: 1_000_000 });
      const began = await clock.now(db);
      const listed = await reader.listTemplates(REGION, { share: "collector" });
      const write: Write = (work) => db.transaction().execute(work);
      await recordListing(write, clock, { regionId: REGION, began, templates: listed });
      for (const { templateId } of templates) {
        const builds = await reader.readBuilds(REGION, templateId, { share: "collector" });
        await recordBuilds(db, clock, { regionId: REGION, templateId, began, builds });
      }
      return templates;
    },
    close: async () => {
      await database.close();
      await endpoint.close();
    },
  };
}

async function bareClient(url: string) {
  const { ecs, core } = await loadSdk();
  const config = new core.$OpenApiUtil.Config({
    accessKeyId: "LTAI5tDemoImagekeeper",
    accessKeySecret: "demo-secret-imagekeeper",
    endpoint: new URL(url).host,
    protocol: "HTTP",
    regionId: REGION,
  });
  const client = new ecs.default(config);
  return {
    readBuilds: (imagePipelineId: string) =>
      client.describeImagePipelineExecutions(
        new ecs.DescribeImagePipelineExecutionsRequest({ regionId: REGION, imagePipelineId }),
      ),
    delete: (imagePipelineId: string) =>
      client.deleteImagePipeline(new ecs.DeleteImagePipelineRequest({ regionId: REGION, imagePipelineId })),
  };
}
