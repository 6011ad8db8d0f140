import { expect, it } from "vitest";
import { closeAllStreams, countStreams, hasRoom, registerStream } from "./live-streams";

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

it("one session cannot take all the room, and all together no more than the process holds", () => {
  const hold = (session: string, count: number) =>
    Array.from({ length: count }, () => registerStream(() => undefined, session));
  const [first] = hold("greedy", 1_000);
  expect(hasRoom("greedy")).toBe("session-full");
  expect(hasRoom("other")).toBe("yes");
  first?.();
  first?.();
  expect(hasRoom("greedy")).toBe("yes");
  for (let session = 0; session < 5; session += 1) hold(`session ${session}`, 900);
  expect(hasRoom("other")).toBe("process-full");
  closeAllStreams();
  expect(countStreams()).toBe(0);
  expect(hasRoom("greedy")).toBe("yes");
});
