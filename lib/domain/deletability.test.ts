import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINISHED_STATUSES, isFinished, RUNNING_STATUSES } from "./build-status";
import { BLOCK_REASONS, type BuildFacts, decideDeletability, latestBuild } from "./deletability";

const build = (
  status: string,
  createdAt = "2026-11-24T08:00:00Z",
  id = `exec-${status}-${createdAt}`,
): BuildFacts => ({ id, status, createdAt });
const facts = (builds: BuildFacts[] | null) => ({ builds, isProtected: false, hasOpenAttempt: false });

describe("the rule", () => {
  it.each(FINISHED_STATUSES)("allows a delete after %s", (status) => {
    expect(decideDeletability(facts([build(status)]))).toEqual({ deletable: true });
  });

  it.each(RUNNING_STATUSES)("blocks while a build is %s and names the build", (status) => {
    const running = build(status);
    expect(decideDeletability(facts([build("SUCCESS"), running]))).toEqual({
      deletable: false,
      reason: "build-running",
      build: running,
    });
  });

  it("allows a template that was never built", () => {
    expect(decideDeletability(facts([]))).toEqual({ deletable: true });
  });

  it("blocks when the builds are not known", () => {
    expect(decideDeletability(facts(null))).toEqual({ deletable: false, reason: "status-unknown" });
  });

  it("blocks on an old running build although the latest one is finished", () => {
    const old = build("TESTING", "2026-11-01T00:00:00Z");
    expect(decideDeletability(facts([build("SUCCESS", "2026-11-24T00:00:00Z"), old]))).toMatchObject({
      deletable: false,
      build: old,
    });
  });

  it("blocks on protection and on another attempt whatever the builds say", () => {
    expect(decideDeletability({ ...facts([]), isProtected: true })).toEqual({
      deletable: false,
      reason: "protected",
    });
    expect(decideDeletability({ ...facts([]), hasOpenAttempt: true })).toEqual({
      deletable: false,
      reason: "delete-in-progress",
    });
  });

  it("is deletable only if every word is one of the five, for any words in any order", () => {
    const word = fc.oneof(fc.constantFrom<string>(...FINISHED_STATUSES, ...RUNNING_STATUSES), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const builds = words.map((status, i) =>
          build(status, `2026-11-24T08:00:${String(i).padStart(2, "0")}Z`),
        );
        const verdict = decideDeletability(facts(builds));
        expect(verdict.deletable).toBe(words.every(isFinished));
        if (!verdict.deletable && verdict.build) expect(isFinished(verdict.build.status)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(["success", "SUCCESS ", "Success", "SUCCEEDED", "", "SKIPPED", "__proto__"])(
    "takes %j for no finished status",
    (status) => {
      expect(decideDeletability(facts([build(status)]))).toMatchObject({
        deletable: false,
        reason: "status-unknown",
      });
    },
  );
});

it("the latest build has the greatest creation time in any order of the answer", () => {
  const builds = ["2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z", "2026-11-10T00:00:00Z"].map((at) =>
    build("SUCCESS", at),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(builds, { minLength: 3 }), (order) => {
      expect(latestBuild(order)?.createdAt).toBe("2026-11-24T00:00:00Z");
    }),
  );
});

describe("of several builds", () => {
  const [older, newer] = [
    build("TESTING", "2026-11-01T00:00:00Z"),
    build("BUILDING", "2026-11-24T00:00:00Z"),
  ];

  it.each([
    [older, newer],
    [newer, older],
  ])("the newest that runs is named, in any order of the answer", (...builds) => {
    expect(decideDeletability(facts(builds))).toMatchObject({ build: newer });
    expect(latestBuild(builds)).toBe(newer);
  });

  it("those of one moment are told apart by their ID, whatever the order, and the answer stays as it was", () => {
    const [a, b] = [build("SUCCESS", undefined, "exec-a"), build("SUCCESS", undefined, "exec-b")];
    const builds = [a, b];
    expect(latestBuild(builds)).toBe(b);
    expect(latestBuild([b, a])).toBe(b);
    expect(builds).toEqual([a, b]);
  });

  it("none has no latest", () => {
    expect(latestBuild([])).toBeNull();
  });

  it("one and the same twice is the latest all the same", () => {
    const [one, again] = [build("SUCCESS"), build("SUCCESS")];
    expect(latestBuild([one, again])).toBe(one);
  });
});

it("there are four reasons", () => {
  expect(BLOCK_REASONS).toEqual(["build-running", "status-unknown", "protected", "delete-in-progress"]);
});
