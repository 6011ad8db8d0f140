import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { collectExport, RecordCounter } from "./collect-export";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An address that answers with those pieces, and is cut off after them when asked to be. */
async function serve(type: string, pieces: readonly string[], isCut = false, status = 200): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": type });
    for (const piece of pieces) response.write(piece);
    if (isCut) response.destroy();
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
}

const never = new AbortController().signal;

describe("an export that is read by the page", () => {
  it("has every byte as it was sent, and counts its events", async () => {
    const counts: number[] = [];
    const address = await serve("application/x-ndjson", ['{"seq":1}\n{"s', 'eq":2}\n']);
    const file = await collectExport(address, never, (count) => counts.push(count));
    expect(await file.text()).toBe('{"seq":1}\n{"seq":2}\n');
    expect(counts.at(-1)).toBe(2);
  });

  it("counts records of CSV, not line ends inside a cell, and not the header", () => {
    const counter = new RecordCounter(true);
    for (const byte of Buffer.from('seq,reason\r\n1,"a ""b""\r\nc"\r\n2,d\r\n'))
      counter.push(Uint8Array.of(byte));
    expect(counter.events).toBe(2);
  });

  it("is no file when it was cut off or refused", async () => {
    const cut = await serve("text/csv", ["seq\r\n"], true);
    await expect(collectExport(cut, never, () => undefined)).rejects.toThrow();
    const refused = await serve("application/json", ["{}"], false, 403);
    await expect(collectExport(refused, never, () => undefined)).rejects.toThrow("403");
  });
});
