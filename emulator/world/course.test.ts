import { describe, expect, it } from "vitest";
import { applyChange } from "./changes";
import { cancelled, stand } from "./course";
import { FINISHED, PHASES } from "./status";
import { seedWorld, type World } from "./world";

const NOW = Date.UTC(2026, 0, 1);
const REGIONS = ["cn-hangzhou", "cn-shanghai"];

/** A world of one speed and its templates that no build runs of. */
function worldAt(speed: number, seed = "5"): World {
  return seedWorld({ seed, regions: REGIONS, templates: 60, speed }, NOW);
}

/** Every status that a started build goes through, with the seconds of the clock it took. */
function life(world: World, index: number): { status: string; seconds: number }[] {
  const template = [...world.byId.values()][index];
  if (!template) throw new Error("no such template");
  const id = `exec-test${index}`;
  applyChange(world, { op: "start-build", at: NOW, template: template.id, id, tags: [] });
  return (template.builds?.at(-1)?.course.steps ?? []).map(({ status, ms }) => ({
    status,
    seconds: ms / 1000,
  }));
}

describe("a started build", () => {
  it("goes through phases of 20 to 600 s in their order to an end, the same for the same seed", () => {
    const ends = new Map<string, number>();
    for (const seed of ["1", "2", "3", "4", "5", "6", "7", "8"]) {
      const world = worldAt(1, seed);
      for (let index = 0; index < 60; index++) {
        const steps = life(world, index);
        const end = steps.pop();
        const order = steps.map(({ status }) => (PHASES as readonly string[]).indexOf(status));
        expect(order).toEqual([...order].sort((left, right) => left - right));
        expect(steps[0]?.status).toBe("PREPARING");
        expect(steps.at(-1)?.status).toBe("RELEASING");
        for (const { seconds } of steps) expect(seconds >= 20 && seconds <= 600).toBe(true);
        expect(FINISHED.has(end?.status ?? "")).toBe(true);
        expect(end?.status).not.toBe("CANCELLED");
        ends.set(end?.status ?? "", (ends.get(end?.status ?? "") ?? 0) + 1);
      }
    }
    expect((ends.get("SUCCESS") ?? 0) / 480).toBeGreaterThan(0.74);
    expect((ends.get("SUCCESS") ?? 0) / 480).toBeLessThan(0.86);
    expect(life(worldAt(1), 3)).toEqual(life(worldAt(1), 3));
  });

  it("is faster by the speed and stands still at speed 0", () => {
    const slow = life(worldAt(1), 0);
    const fast = life(worldAt(60), 0);
    expect(fast.map(({ status }) => status)).toEqual(slow.map(({ status }) => status));
    expect(fast[0]?.seconds).toBeCloseTo((slow[0]?.seconds ?? 0) / 60, 6);
    expect(life(worldAt(0), 0)[0]?.seconds).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a cancelled build", () => {
  it.each([
    [1, 10_000],
    [60, 167],
    [0, 1000],
  ])("at speed %i is CANCELLED after %i ms", (speed, ms) => {
    const course = cancelled(NOW, speed);
    expect(stand(course, NOW).status).toBe("CANCELLING");
    expect(stand(course, NOW + ms - 1).status).toBe("CANCELLING");
    expect(stand(course, NOW + ms)).toMatchObject({ status: "CANCELLED" });
  });
});
