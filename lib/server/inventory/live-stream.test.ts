import { expect, it } from "vitest";
import { batchOf, frameOf } from "./live-batch";
import { liveStream } from "./live-stream";
import { LiveSubscriber } from "./live-subscriber";
import { HandTime } from "./testing/hand-time";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function open(beat: () => Promise<string | null>) {
  const time = new HandTime(0);
  const end = new AbortController();
  const dropped = { times: 0 };
  const subscriber = new LiveSubscriber(() => {
    dropped.times += 1;
  });
  end.signal.addEventListener("abort", () => subscriber.end());
  const feed = {
    next: () => subscriber.take(),
    say: (text: string) => subscriber.say(Buffer.from(text)),
    isUnheard: () => subscriber.isUnheard,
    drop: () => subscriber.drop(),
  };
  const push = (seq: number) => {
    const batch = batchOf([frameOf({ seq, key: null, text: `{"seq":${seq}}` })]);
    if (batch !== null) subscriber.push(batch);
  };
  let sent = 0;
  const onSent = (bytes: number) => {
    sent += bytes;
  };
  const stream = liveStream({ feed, end, sleep: time.sleep, beat, onSent });
  const reader = stream.pipeThrough(new TextDecoderStream() as never).getReader() as never as {
    read(): Promise<{ done: boolean; value?: string }>;
    cancel(): Promise<void>;
  };
  const beatOnce = async () => {
    time.advance(15);
    await settled();
    await settled();
  };
  return { beatOnce, end, dropped, push, reader, stream, sent: () => sent };
}

it("a change is an event with its number, and a heartbeat comes within 20 s", async () => {
  const { beatOnce, end, push, reader, sent } = open(async () => "event: overview\ndata: {}\n\n");
  push(7);
  expect((await reader.read()).value).toContain(": alive");
  const text = 'id: 7\nevent: change\ndata: {"seq":7}\n\n';
  expect((await reader.read()).value).toBe(text);
  expect(sent()).toBe(text.length);
  const next = reader.read();
  await beatOnce();
  expect((await next).value).toBe("event: overview\ndata: {}\n\n: alive\n\n");
  end.abort();
});

it("ends at the heartbeat that finds no session any more", async () => {
  const { beatOnce, end, reader } = open(async () => null);
  await reader.read();
  const next = reader.read();
  await beatOnce();
  expect((await next).done).toBe(true);
  expect(end.signal.aborted).toBe(true);
});

it("a client that leaves ends it", async () => {
  const { end, reader } = open(async () => "");
  await reader.read();
  await reader.cancel();
  await settled();
  expect(end.signal.aborted).toBe(true);
});

it("a client that takes nothing for two heartbeats is dropped, also when nothing changes", async () => {
  const { beatOnce, end, dropped } = open(async () => "");
  // What the decoder in between takes ahead; from then on nobody reads.
  await settled();
  const beats: boolean[] = [];
  for (let beat = 0; beat < 5 && !end.signal.aborted; beat += 1) {
    await beatOnce();
    beats.push(end.signal.aborted);
  }
  expect(dropped.times).toBe(1);
  expect(beats.slice(0, 2)).toEqual([false, false]);
  expect(end.signal.aborted).toBe(true);
});
