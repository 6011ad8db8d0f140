import { expect, it } from "vitest";
import { liveStream } from "./live-stream";
import type { LiveEvent } from "./live-subscriber";
import { HandTime } from "./testing/hand-time";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function open(beat: () => Promise<string | null>) {
  const time = new HandTime(0);
  const end = new AbortController();
  const left = { generator: false };
  async function* source(): AsyncGenerator<LiveEvent> {
    try {
      yield { kind: "change", seq: 7, text: '{"seq":7}' };
      await new Promise<void>((resolve) => end.signal.addEventListener("abort", () => resolve()));
    } finally {
      left.generator = true;
    }
  }
  const stream = liveStream({ events: source(), end, sleep: time.sleep, beat });
  const reader = stream.pipeThrough(new TextDecoderStream() as never).getReader() as never as {
    read(): Promise<{ done: boolean; value?: string }>;
    cancel(): Promise<void>;
  };
  return { time, end, left, reader };
}

it("a change is an event with its number, and a heartbeat comes within 20 s", async () => {
  const { time, end, reader } = open(async () => "event: overview\ndata: {}\n\n");
  expect((await reader.read()).value).toContain(": alive");
  expect((await reader.read()).value).toBe('id: 7\nevent: change\ndata: {"seq":7}\n\n');
  const next = reader.read();
  await settled();
  time.advance(20);
  expect((await next).value).toBe("event: overview\ndata: {}\n\n: alive\n\n");
  end.abort();
});

it("ends at the heartbeat that finds no session any more, and gives its place back", async () => {
  const { time, left, end, reader } = open(async () => null);
  await reader.read();
  await reader.read();
  const next = reader.read();
  await settled();
  time.advance(20);
  expect((await next).done).toBe(true);
  expect(end.signal.aborted).toBe(true);
  await settled();
  expect(left.generator).toBe(true);
});

it("a client that leaves ends it", async () => {
  const { left, end, reader } = open(async () => "");
  await reader.read();
  await reader.cancel();
  await settled();
  expect(end.signal.aborted).toBe(true);
  await settled();
  expect(left.generator).toBe(true);
});
