import { expect, it } from "vitest";
import { createSseParser, type SseEvent } from "./sse-parser";
import { readEvent } from "./stream";

function parse(...chunks: string[]): SseEvent[] {
  const events: SseEvent[] = [];
  const push = createSseParser((event) => events.push(event));
  for (const chunk of chunks) push(chunk);
  return events;
}

it("reads events that arrive cut at any place", () => {
  const text = 'id: 7\nevent: change\ndata: {"a":\ndata: 1}\n\n: alive\n\nevent: resync\nid: 9\ndata: {}\n\n';
  const whole = parse(text);
  expect(whole).toEqual([
    { id: "7", event: "change", data: '{"a":\n1}' },
    { id: "9", event: "resync", data: "{}" },
  ]);
  for (let cut = 1; cut < text.length; cut += 1) {
    expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole);
  }
});

it("gives nothing for heartbeats and retry hints", () => {
  expect(parse("retry: 2000\n: alive\n\n", ": alive\n\n")).toEqual([]);
});

it("takes the number of a resync from its id, and leaves events it does not know alone", () => {
  expect(readEvent({ event: "resync", id: "12", data: "{}" })).toEqual({ kind: "resync", seq: 12 });
  expect(readEvent({ event: "resync", id: null, data: "" })).toEqual({ kind: "resync", seq: null });
  expect(readEvent({ event: "something", id: "1", data: "{}" })).toBeNull();
});
