import { expect, it } from "vitest";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import type { Ctx } from "@/lib/server/context";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { readFacets } from "./facets";
import { listTemplates } from "./list";
import { addManyTemplates } from "./testing/many-templates";

const parse = (text: string) => parseTemplateQuery(new URLSearchParams(text));

eachDatabase("the counts of the filters' choices", (open, kind) => {
  it.each([
    "",
    "region=us-west-1&tag=env=prod",
    "q=web&deletable=true",
    "status=FAILED,never-built&protected=false",
  ])("are what the list would count after choosing: %s", async (text) => {
    const { db } = await open();
    await addManyTemplates(db, kind, 300);
    const ctx = { db, actor: { kind: "member", name: "v@demo", role: "viewer" } } as unknown as Ctx;
    const facets = await readFacets(ctx, parse(text));
    const totalWith = async (name: string, value: string) => {
      const params = new URLSearchParams(text);
      if (name === "tag") params.append(name, value);
      else params.set(name, value);
      return (await listTemplates(ctx, parse(`${params}&limit=1`))).total;
    };
    for (const { value, count } of facets.regions)
      expect(await totalWith("region", value), value).toBe(count);
    for (const { value, count } of facets.statuses)
      expect(await totalWith("status", value), value).toBe(count);
    for (const { value, count } of facets.resourceGroups)
      expect(await totalWith("resourceGroup", value), value).toBe(count);
    for (const { value, count } of facets.tags) expect(await totalWith("tag", value), value).toBe(count);
    expect(facets.tags.length).toBeGreaterThan(5);
    for (const name of ["deletable", "protected"] as const) {
      expect(await totalWith(name, "true")).toBe(facets[name].yes);
      expect(await totalWith(name, "false")).toBe(facets[name].no);
    }
  });
});
