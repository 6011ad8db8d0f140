import { expect, it } from "vitest";
import {
  BUILD_PHASES,
  buildPhase,
  FINISHED_STATUSES,
  isCancellable,
  isFinished,
  isKnownStatus,
  NEVER_BUILT,
  NOT_READ_YET,
  RUNNING_STATUSES,
  statusTone,
} from "./build-status";

// The twelve words of the API, each with what it means here; written out, so that no list can change unseen.
it.each([
  ["PREPARING", "running", true, "run", 0],
  ["REPAIRING", "running", true, "run", 0],
  ["BUILDING", "running", true, "run", 1],
  ["TESTING", "running", false, "run", 2],
  ["DISTRIBUTING", "running", false, "run", 3],
  ["RELEASING", "running", false, "run", 4],
  ["CANCELLING", "running", false, "warn", null],
  ["SUCCESS", "finished", false, "ok", null],
  ["PARTITION_SUCCESS", "finished", false, "warn", null],
  ["FAILED", "finished", false, "bad", null],
  ["TEST_FAILED", "finished", false, "bad", null],
  ["CANCELLED", "finished", false, "off", null],
] as const)("%s is %s", (status, word, cancellable, tone, phase) => {
  expect(isFinished(status)).toBe(word === "finished");
  expect(isKnownStatus(status)).toBe(true);
  expect(isCancellable(status)).toBe(cancellable);
  expect(statusTone(status)).toBe(tone);
  expect(buildPhase(status)).toBe(phase);
});

it.each(["", "success", "SUCCESS ", "QUEUED", "PAUSED", "mutant"])(
  "%j is a word that nobody knows: it counts as running and shows a warning",
  (status) => {
    expect(isFinished(status)).toBe(false);
    expect(isKnownStatus(status)).toBe(false);
    expect(isCancellable(status)).toBe(false);
    expect(statusTone(status)).toBe("warn");
    expect(buildPhase(status)).toBeNull();
  },
);

it("what is no status of a build has its quiet tone", () => {
  expect(NEVER_BUILT).toBe("never-built");
  expect(NOT_READ_YET).toBe("unknown");
  expect([statusTone(NEVER_BUILT), statusTone(NOT_READ_YET)]).toEqual(["off", "off"]);
});

it("seven words run, five are finished, none is both; the phases come in their order", () => {
  expect(RUNNING_STATUSES).toHaveLength(7);
  expect(FINISHED_STATUSES).toHaveLength(5);
  expect(new Set([...RUNNING_STATUSES, ...FINISHED_STATUSES]).size).toBe(12);
  expect(BUILD_PHASES).toEqual(["PREPARING", "BUILDING", "TESTING", "DISTRIBUTING", "RELEASING"]);
});
