import { expect, it } from "vitest";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import type { Ctx } from "@/lib/server/context";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { listTemplates } from "./list";
import { addManyTemplates } from "./testing/many-templates";
import { explaining } from "./testing/read-plans";

/** More than are looked up one by one, of each choice that means many. */
const COUNT = 12_000;

const SORTS = [
  "",
  "name",
  "-name",
  "region",
  "-region",
  "status",
  "-status",
  "startedAt",
  "-startedAt",
  "asOf",
  "-asOf",
];
const CHOICES = [
  "",
  "region=us-west-1",
  "region=us-west-1,cn-beijing&status=FAILED",
  "status=SUCCESS",
  "status=unknown,never-built",
  "deletable=true",
  "deletable=false&protected=false",
  "protected=true",
  "resourceGroup=rg-acfm2",
];
const WORDS = [
  "q=web-base-0001",
  "q=web",
  "q=ip-0042",
  "q=we",
  "q=e",
  "q=team%3Dml",
  "q=%25_%22",
  "tag=team=web",
  "tag=env",
  "tag=env=prod&tag=team=ml",
  "tag=team=ml&q=gpu&region=us-west-1",
];
const QUERIES = [
  ...CHOICES.flatMap((choice) => SORTS.map((sort) => `${choice}&sort=${sort}`)),
  ...SORTS.map((sort) => `sort=${sort}&rank=6000`),
  ...CHOICES.map((choice) => `${choice}&rank=100`),
  ...WORDS,
  ...WORDS.map((words) => `${words}&sort=-startedAt&rank=50`),
];

eachDatabase("a list of many templates", (open, kind) => {
  it("is answered from indexes, whatever is chosen, searched and sorted by", async () => {
    const { db } = await open();
    await addManyTemplates(db, kind, COUNT);
    const seen = explaining(db);
    const ctx = { db: seen.db, actor: { kind: "member", name: "viewer@demo", role: "viewer" } };
    for (const text of QUERIES) {
      const query = parseTemplateQuery(new URLSearchParams(text));
      const first = await listTemplates(ctx as unknown as Ctx, query);
      if (first.nextCursor !== null) {
        const { cursor } = parseTemplateQuery(new URLSearchParams({ cursor: first.nextCursor }));
        await listTemplates(ctx as unknown as Ctx, { ...query, cursor, rank: 0 });
      }
      const plans = await seen.plans();
      expect(plans.length, text).toBeGreaterThan(0);
      for (const plan of plans) {
        if (kind === "postgres") {
          // The counts are a small table; of the search texts, and only for a single letter, all are looked at.
          expect(plan, text).not.toMatch(/Seq Scan on template(?!_count)(?!_search)/);
          if (!/q=e\b/.test(text)) expect(plan, text).not.toMatch(/Seq Scan on template_search/);
        } else {
          expect(plan, text).not.toMatch(/SCAN template(_tag)?(?! USING)\b/);
          if (!/[?&]?(q|tag|region|status|deletable|protected|resourceGroup)=/.test(text))
            expect(plan, text).not.toContain("USE TEMP B-TREE");
        }
      }
    }
  }, 300_000);
});
