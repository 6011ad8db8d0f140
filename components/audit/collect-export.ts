const LF = 0x0a;
const QUOTE = 0x22;
/** Pieces are handed to the browser's own store as blobs of that size, so that the page's memory stays small. */
const PART_BYTES = 8 * 2 ** 20;

/**
 * Reads an export to its end and tells how many events have come so far. Rejects when the answer is no export or is
 * cut off: half a log must not look like a whole one.
 */
export async function collectExport(
  address: string,
  signal: AbortSignal,
  onCount: (events: number) => void,
): Promise<Blob> {
  const response = await fetch(address, { signal });
  if (!response.ok || response.body === null) throw new Error(`export answered ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  const counter = new RecordCounter(type.startsWith("text/csv"));
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    counter.push(value);
    onCount(counter.events);
    if (size < PART_BYTES) continue;
    parts.push(new Blob(pieces));
    pieces = [];
    size = 0;
  }
  return new Blob([...parts, ...pieces], { type });
}

/** Counts the records of an export; a line end inside a quoted cell of CSV ends none. */
export class RecordCounter {
  readonly #isCsv: boolean;
  #isQuoted = false;
  #records = 0;

  constructor(isCsv: boolean) {
    this.#isCsv = isCsv;
  }

  /** Records so far without the header of CSV. */
  get events(): number {
    return Math.max(0, this.#records - (this.#isCsv ? 1 : 0));
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === QUOTE && this.#isCsv) this.#isQuoted = !this.#isQuoted;
      else if (byte === LF && !this.#isQuoted) this.#records += 1;
    }
  }
}
