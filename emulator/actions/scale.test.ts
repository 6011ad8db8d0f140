import { expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";
import type { Template } from "../world/model";

const REGION = "cn-hangzhou";

/** How many templates a call reads, of so many, and how many builds it derives from the seed. */
function reads(templates: number) {
  const { desk } = endpointForTest({ templates, regions: [REGION] });
  const region = desk.world.regions.get(REGION);
  if (!region) throw new Error("no region");
  let read = 0;
  const counting = new Proxy(region.templates, {
    get(list, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) read += 1;
      return Reflect.get(list, key, receiver);
    },
  });
  Object.defineProperty(region, "templates", { value: counting });
  const made = () => [...desk.world.byId.values()].filter(({ text }) => text !== null).length;
  const derived = () =>
    [...desk.world.byId.values()].filter((template: Template) => desk.world.derived.get(template)).length;
  const count = (action: string, parameters: Record<string, string>) => {
    const before = { read, made: made(), derived: derived() };
    const answer = ask(desk, action, { RegionId: REGION, ...parameters });
    if (answer.kind !== "list") throw new Error(JSON.stringify(answer));
    return {
      answer,
      read: read - before.read,
      made: made() - before.made,
      derived: derived() - before.derived,
    };
  };
  const ImagePipelineId = [...desk.world.byId.keys()][99] ?? "";
  return {
    page: count("DescribeImagePipelines", { MaxResults: "500" }),
    builds: count("DescribeImagePipelineExecutions", { ImagePipelineId, MaxResults: "10" }),
  };
}

it("a page of 500 reads and writes 500 templates, however many there are", () => {
  const [few, many] = [reads(500).page, reads(20_000).page];
  expect(many.answer.items).toHaveLength(500);
  expect([few.made, many.made]).toEqual([500, 500]);
  expect([few.derived, many.derived]).toEqual([0, 0]);
  // A binary search finds where the page begins.
  expect(many.read).toBeLessThanOrEqual(few.read + Math.ceil(Math.log2(20_000 / 500)) + 1);
});

it("a read of ten builds looks at one template, however many there are", () => {
  for (const { builds } of [reads(500), reads(20_000)]) {
    expect(builds).toMatchObject({ read: 0, made: 0, derived: 1 });
  }
});
