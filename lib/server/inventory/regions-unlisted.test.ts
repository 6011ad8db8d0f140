import { afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { startCollector } from "./collector";
import { HandTime, watchWork } from "./testing/hand-time";
import { openWorld, REGION, silent } from "./testing/world";

eachDatabase("regions that cannot be listed", (open) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  it.each([
    [
      { kind: "error", status: 404, code: "InvalidAccessKeyId.NotFound", message: "no key" },
      "ecs-credentials",
    ],
    [{ kind: "error", status: 403, code: "Forbidden.RAM", message: "no" }, "ecs-denied"],
    [{ kind: "html" }, "ecs-unreadable"],
    [{ kind: "wrong-type" }, "ecs-unreadable"],
    [{ kind: "reset" }, "ecs-unreachable"],
    [{ kind: "timeout" }, "ecs-timeout"],
  ])(
    "a first start says why nothing is listed, and forgets it when the regions come (%o)",
    async (fault, code) => {
      const database = await open();
      const world = await openWorld(database, { templates: 2 });
      cleanups.push(() => world.close());
      // Eight seconds of silence are the gateway's to wait, and tested there.
      const late = () => Promise.reject(new AppError("ecs-timeout"));
      let silentUntilMended = fault.kind === "timeout";
      const listRegions: EcsGateway["listRegions"] = (options) =>
        silentUntilMended ? late() : world.ecs.listRegions(options);
      const { gateway, work } = watchWork({ ...world.ecs, listRegions }, async () => undefined);
      const time = new HandTime(1_000_000, database.testClock);
      time.work = work;
      await world.control("POST", "faults", { ...fault, action: "DescribeRegions" });
      const collector = startCollector({
        handle: { ...database, clock: database.testClock },
        ecs: gateway,
        sleep: time.sleep,
        now: time.now,
        random: () => 0.5,
        log: silent,
        budget: 300,
        holder: "one",
      });
      cleanups.push(() => collector.stop());
      const region = () =>
        database.db.selectFrom("region").selectAll().where("region_id", "=", REGION).executeTakeFirst();
      await time.until(async () => (await region())?.error_code != null);
      expect(await region()).toMatchObject({ error_code: code, listed_at: null, template_count: 0 });
      expect(await world.calls("DescribeImagePipelines")).toBe(0);
      await world.control("DELETE", "faults");
      silentUntilMended = false;
      await time.until(async () => (await region())?.listed_at != null);
      expect(await region()).toMatchObject({ error_code: null, failing_since: null });
    },
    120_000,
  );
});
