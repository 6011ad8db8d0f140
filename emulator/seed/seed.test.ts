import { describe, expect, it } from "vitest";
import { isoSeconds } from "../clock";
import { DEFAULTS } from "../options";
import { stand } from "../world/course";
import { FINISHED, STATUSES } from "../world/status";
import { buildsOf, definitionOf, findBuild, seedWorld, type World } from "../world/world";
import { shares } from "./share";

const NOW = Date.UTC(2026, 0, 1, 12);
const SEEDS = ["1", "2", "-7", "99999999999999999999"];

const world = (seed: string, templates = 200, regions = DEFAULTS.regions) =>
  seedWorld({ seed, regions, templates, speed: 0 }, NOW);
const all = (of: World) => [...of.regions.values()].flatMap((region) => region.templates);
const truth = (of: World, from: number) =>
  all(of).map((template) => [
    template.id,
    template.regionId,
    from - template.createdAt,
    definitionOf(of, template),
    buildsOf(of, template).map((build) => [
      build.id,
      from - build.createdAt,
      stand(build.course, from).status,
    ]),
  ]);

describe("shares", () => {
  it.each([1, 3, 8, 20])("spreads any number over %i regions", (regions) => {
    for (const templates of [0, 1, 5, 100, 101, 50_000]) {
      const counts = shares(templates, regions);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(templates);
      if (templates >= regions) expect(Math.min(...counts)).toBeGreaterThan(0);
      if (templates >= 20 && regions > 3) expect(Math.max(...counts)).toBeLessThanOrEqual(templates * 0.3);
    }
  });

  it("is uneven", () => {
    expect(new Set(shares(200, 8)).size).toBeGreaterThan(4);
  });
});

describe.each(SEEDS)("seed %s", (seed) => {
  const made = world(seed);
  const templates = all(made);
  const latest = templates.map((template) => {
    const builds = buildsOf(made, template);
    const last = builds.at(-1);
    return last ? stand(last.course, NOW).status : "never";
  });

  it("is the same at every start, relative to it", () => {
    const later = NOW + 86_400_000;
    const again = seedWorld({ seed, regions: DEFAULTS.regions, templates: 200, speed: 0 }, later);
    expect(truth(again, later)).toEqual(truth(made, NOW));
  });

  it("has every status, a template never built, and one with 50 builds but none with more", () => {
    const hundred = world(seed, 100);
    const statuses = new Set(
      all(hundred).flatMap((template) =>
        buildsOf(hundred, template).map((build) => stand(build.course, NOW).status),
      ),
    );
    expect([...statuses].sort()).toEqual([...STATUSES].sort());
    expect(new Set(latest)).toEqual(new Set([...STATUSES, "never"]));
    expect(Math.max(...templates.map((template) => buildsOf(made, template).length))).toBe(50);
  });

  it("has at least two thirds with builds, all finished, and plain names, for any number of templates", () => {
    for (const count of [1, 2, 3, 10, 99, 100, 101, 200]) {
      const some = world(seed, count);
      const plain = all(some).filter((template) => {
        const builds = buildsOf(some, template);
        return (
          builds.length > 0 &&
          builds.every((build) => FINISHED.has(stand(build.course, NOW).status)) &&
          /^[A-Za-z0-9._:-]+$/.test(definitionOf(some, template).Name)
        );
      });
      expect(plain.length).toBeGreaterThanOrEqual((count * 2) / 3);
    }
  });

  it("has phases only where the definition leads to them, and about 80 % success", () => {
    const ends: string[] = [];
    for (const template of templates) {
      const definition = definitionOf(made, template);
      for (const build of buildsOf(made, template)) {
        const { status } = stand(build.course, NOW);
        ends.push(status);
        if (status === "REPAIRING") expect(definition.RepairMode).toBeDefined();
        if (status === "TESTING" || status === "TEST_FAILED") expect(definition.TestContent).toBeDefined();
        if (status === "DISTRIBUTING") {
          const away = definition.ToRegionIds.ToRegionId.filter((region) => region !== template.regionId);
          expect(away.length + definition.AddAccounts.AddAccount.length).toBeGreaterThan(0);
        }
      }
    }
    const share = ends.filter((end) => end === "SUCCESS").length / ends.length;
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.85);
  });

  it("has builds whose creation times differ, in order, in the past, and that are found by their ID", () => {
    for (const template of templates) {
      const builds = buildsOf(made, template);
      const times = builds.map((build) => isoSeconds(build.createdAt));
      expect(times).toEqual([...new Set(times)].sort());
      for (const build of builds) {
        expect(build.createdAt).toBeLessThan(NOW);
        expect(build.createdAt).toBeGreaterThanOrEqual(template.createdAt);
        expect(findBuild(made, template.regionId, build.id)?.build.id).toBe(build.id);
        expect(findBuild(made, "elsewhere", build.id)).toBeNull();
      }
    }
  });

  it("has names and IDs that occur once", () => {
    expect(new Set(templates.map((template) => template.id)).size).toBe(200);
    expect(new Set(templates.map((template) => definitionOf(made, template).Name)).size).toBe(200);
    const ids = templates.flatMap((template) => buildsOf(made, template).map((build) => build.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it("differs between seeds", () => {
  expect(all(world("1")).map((template) => template.id)).not.toEqual(
    all(world("2")).map((template) => template.id),
  );
});
