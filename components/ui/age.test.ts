import { describe, expect, it } from "vitest";
import { ageOf, ageStep } from "./age";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("ageOf", () => {
  it("tells each unit at its first moment and not before", () => {
    expect(ageOf(1_999, "ago")).toEqual({ unit: "now" });
    expect(ageOf(2_000, "ago")).toEqual({ unit: "seconds", count: 2 });
    expect(ageOf(minute - 1, "ago")).toEqual({ unit: "seconds", count: 59 });
    expect(ageOf(minute, "ago")).toEqual({ unit: "minutes", count: 1 });
    expect(ageOf(hour - 1, "ago")).toEqual({ unit: "minutes", count: 59 });
    expect(ageOf(hour, "ago")).toEqual({ unit: "hours", count: 1 });
    expect(ageOf(day, "ago")).toEqual({ unit: "days", count: 1 });
    expect(ageOf(7 * day - 1, "ago")).toEqual({ unit: "days", count: 6 });
    expect(ageOf(7 * day, "ago")).toEqual({ unit: "date" });
  });

  it("says now for a time that lies ahead, and 0 seconds for an elapsed one", () => {
    expect(ageOf(-5_000, "ago")).toEqual({ unit: "now" });
    expect(ageOf(-5_000, "elapsed")).toEqual({ unit: "seconds", count: 0 });
  });

  it("keeps counting days for what is still running", () => {
    expect(ageOf(9 * day, "elapsed")).toEqual({ unit: "days", count: 9 });
  });
});

it("looks often at young ages and seldom at old ones", () => {
  expect(ageStep(3_000)).toBe(1_000);
  expect(ageStep(5 * minute)).toBe(10_000);
  expect(ageStep(3 * hour)).toBe(minute);
});
