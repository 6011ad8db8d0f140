import { afterEach, expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { countCall, renderMetrics } from "@/lib/server/metrics";
import { countMetrics } from "./count-metrics";
import { deleteTemplate } from "./templates/delete";
import { openConsole, REGION, type TestConsole } from "./testing/console";

eachDatabase("the metrics", (open) => {
  let console: TestConsole;
  afterEach(() => console.close());

  it("tell calls, templates, outcomes, length of the log and age, and nothing of names or secrets", async () => {
    const database = await open();
    console = await openConsole(database, database.clock);
    const blocked = await console.addTemplate("secret-name", "BUILDING");
    await deleteTemplate(console.as("operator"), { ...ref(blocked), confirmName: "secret-name" });
    countCall({ regionId: REGION, action: "DescribeImagePipelines", share: "collector", result: "ok" });

    const counts = await countMetrics(console.system());
    expect(counts.auditHead).toBe(1);
    expect(counts.deletes).toEqual([{ outcome: "blocked", count: 1 }]);
    expect(counts.oldestSeconds).toBeGreaterThanOrEqual(0);

    const { text, contentType } = await renderMetrics(counts, { open: 3, dropped: 1, bytes: 70 });
    expect(contentType).toContain("text/plain");
    const value = (line: string) => text.match(new RegExp(`^${line} (.+)$`, "m"))?.[1];
    expect(value("imagekeeper_audit_events")).toBe("1");
    expect(value("imagekeeper_live_streams")).toBe("3");
    expect(value("imagekeeper_deletes_queued")).toBe("0");
    expect(value("imagekeeper_collecting")).toBe("0");
    expect(value('imagekeeper_delete_outcomes{outcome="blocked"}')).toBe("1");
    expect(value(`imagekeeper_templates{region="${REGION}"}`)).toBe("4");
    expect(text).toContain(`imagekeeper_ecs_calls_total{region="${REGION}",action="DescribeImagePipelines"`);
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    expect(text).not.toMatch(/secret|LTAI|ip-/);
  });
});

function ref({ regionId, templateId }: { regionId: string; templateId: string }) {
  return { regionId, templateId };
}
