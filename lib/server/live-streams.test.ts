import { expect, it } from "vitest";
import { closeAllStreams, countStreams, registerStream } from "./live-streams";

it("closes every open stream once, those after one that fails too, and none that left before", () => {
  const closed: string[] = [];
  registerStream(() => {
    throw new Error("gone");
  });
  registerStream(() => closed.push("second"));
  const forget = registerStream(() => closed.push("left"));
  forget();
  expect(countStreams()).toBe(2);
  closeAllStreams();
  closeAllStreams();
  expect(closed).toEqual(["second"]);
  expect(countStreams()).toBe(0);
});
