import { expect, it, vi } from "vitest";
import { AppError, isAppError } from "./app-error";

it("an error made by another copy of this module is still an expected failure", async () => {
  vi.resetModules();
  const copy = await import("./app-error");
  expect(copy.AppError).not.toBe(AppError);
  const foreign: unknown = new copy.AppError("ecs-unreadable");
  expect(foreign instanceof AppError).toBe(true);
  expect(isAppError(foreign, "ecs-unreadable")).toBe(true);
  expect(isAppError(foreign, "ecs-timeout")).toBe(false);
});

it("nothing else is taken for an expected failure", () => {
  for (const value of [
    new Error("ecs-unreadable"),
    { code: "ecs-unreadable", name: "AppError" },
    null,
    "x",
  ]) {
    expect(value instanceof AppError).toBe(false);
  }
});
