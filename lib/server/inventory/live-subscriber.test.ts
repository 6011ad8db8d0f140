import { expect, it } from "vitest";
import { batchOf, frameOf, type LiveBatch } from "./live-batch";
import { LiveSubscriber } from "./live-subscriber";
import { eventsIn } from "./testing/live-world";

function subscriber() {
  const dropped = { times: 0 };
  const one = new LiveSubscriber(() => {
    dropped.times += 1;
  });
  const take = async () => {
    const bytes = await one.take();
    return bytes === null ? null : Buffer.from(bytes).toString();
  };
  return { one, dropped, take };
}
function batch(first: number, keys: readonly (string | null)[], text = "x"): LiveBatch {
  const made = batchOf(keys.map((key, index) => frameOf({ seq: first + index, key, text })));
  if (made === null) throw new Error("no change");
  return made;
}
const seqs = (text: string | null) => eventsIn(text ?? "").map(({ seq }) => seq);

it("a client that is behind gets each row once, as it is now, in the order of the numbers", async () => {
  const { one, take } = subscriber();
  one.push(batch(1, ["a", "b", null]));
  one.push(batch(4, ["a", "c", null]));
  expect(seqs(await take())).toEqual([2, 3, 4, 5, 6]);
});

it("nothing is told twice, whatever overlaps", async () => {
  const { one, take } = subscriber();
  one.push(batch(1, ["a", "b", "c"]));
  one.skipTo(2);
  expect(seqs(await take())).toEqual([3]);
  one.push(batch(2, ["b", "c"]));
  one.push(batch(3, ["c", "d"]));
  expect(seqs(await take())).toEqual([4]);
});

it("a single row that changes for ever never fills the queue; different rows beyond the bound do", async () => {
  const { one, dropped, take } = subscriber();
  for (let seq = 1; seq <= 50_000; seq += 1) one.push(batch(seq, ["a"]));
  expect(dropped.times).toBe(0);
  expect(seqs(await take())).toEqual([50_000]);
  for (let seq = 50_001; seq <= 52_001; seq += 1) one.push(batch(seq, [String(seq)]));
  expect(dropped.times).toBe(0);
  one.push(batch(52_002, ["last"]));
  expect(dropped.times).toBe(1);
  expect(await take()).toBeNull();
});

it("few but huge changes are bounded by their bytes", () => {
  const { one, dropped } = subscriber();
  const huge = "x".repeat(64 * 1024);
  one.push(
    batch(
      1,
      Array.from({ length: 100 }, (_, index) => String(index)),
      huge,
    ),
  );
  expect(dropped.times).toBe(0);
  one.push(batch(101, ["one more"]));
  expect(dropped.times).toBe(1);
});

it("heartbeats do not pile up, and one that waits shows that nobody reads", async () => {
  const { one, take } = subscriber();
  for (const word of ["first", "second", "third"]) one.say(Buffer.from(word));
  expect(one.isUnheard).toBe(true);
  expect(await take()).toBe("third");
  expect(one.isUnheard).toBe(false);
});
