import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashOf } from "./chain-line";
import { type Checkpoint, signCheckpoint } from "./checkpoint";
import { jsonlLine, parseJsonlLine } from "./jsonl";
import { sampleRows } from "./testing/chain";
import { bytesOf } from "./testing/events";
import { describeVerdict } from "./verdict";
import { verifyJsonl } from "./verify-jsonl";

const COUNT = 8;
const rows = sampleRows(COUNT);
const lines = rows.map((row) => jsonlLine(row));
const text = lines.join("");

const verify = (export_: string | Uint8Array, given: Checkpoint[] = [], size?: number) =>
  verifyJsonl(bytesOf(export_, size), given);
const newKey = () =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signed = (seq: number) =>
  signCheckpoint({ seq, hash: rows[seq - 1]?.hash ?? "", at: "2026-01-31T09:00:00.000Z" }, newKey());

/** The number that the verifier names first, or what else it says. */
async function broken(export_: string | Uint8Array, given: Checkpoint[] = []): Promise<number | string> {
  const verdict = await verify(export_, given);
  return verdict.kind === "broken" ? verdict.seq : verdict.kind;
}

/** What the hash of an item should be. */
function rightHash(item: unknown): string {
  const parsed = parseJsonlLine(Buffer.from(JSON.stringify(item)).toString("latin1"));
  return parsed.kind === "event" ? hashOf(parsed.line) : parsed.kind;
}

const place = fc.integer({ min: 0, max: COUNT - 1 });

describe("an export", () => {
  it("is intact as it was written, in pieces of any size, with or without its last line end", async () => {
    for (const size of [1, 7, 100_000]) {
      const verdict = await verify(text, [], size);
      expect(describeVerdict(verdict)).toBe(`${COUNT} events, chain intact`);
    }
    expect(describeVerdict(await verify(text.trimEnd()))).toBe(`${COUNT} events, chain intact`);
    expect(describeVerdict(await verify(""))).toBe("0 events, chain intact");
  });

  it("with any byte changed is found broken, at the line of that byte or the one after it", async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ change;
        const line = text === "" ? 0 : bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        expect(await broken(changed)).toBe(line);
      }),
      { numRuns: 600 },
    );
  });

  it("with a line removed is found broken at the number that is missing, its tail but by a checkpoint", async () => {
    await fc.assert(
      fc.asyncProperty(place, async (at) => {
        const rest = lines.toSpliced(at, 1).join("");
        expect(await broken(rest, [signed(COUNT)])).toBe(at + 1);
        expect(await broken(rest)).toBe(at === COUNT - 1 ? "intact" : at + 1);
      }),
    );
  });

  it("with a line inserted is found broken there", async () => {
    await fc.assert(
      fc.asyncProperty(place, place, async (from, at) => {
        fc.pre(from !== at);
        expect(await broken(lines.toSpliced(at, 0, lines[from] ?? "").join(""))).toBe(at + 1);
      }),
    );
  });

  it("with two lines changed for one another is found broken at the first of them", async () => {
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        fc.pre(one !== other);
        const swapped = lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
        expect(await broken(swapped.join(""))).toBe(Math.min(one, other) + 1);
      }),
    );
  });

  it("with an event forged together with its hash is found broken at the next one, the last one by a checkpoint", async () => {
    for (let at = 0; at < COUNT; at++) {
      const item = JSON.parse(lines[at] ?? "");
      const forged = { ...item, actor: "someone@else" };
      forged.hash = rightHash(forged);
      const export_ = lines.with(at, `${JSON.stringify(forged)}\n`).join("");
      expect(await broken(export_)).toBe(at === COUNT - 1 ? "intact" : at + 2);
      expect(await broken(export_, [signed(COUNT)])).toBe(at === COUNT - 1 ? COUNT : at + 2);
    }
  });

  it("that was filtered cannot be verified, and the verifier says so", async () => {
    const filtered = rows.slice(2, 4).map((row) => jsonlLine(row, { filtered: true }));
    const verdict = await verify(filtered.join(""));
    expect(verdict.kind).toBe("unverifiable");
    expect(describeVerdict(verdict)).toContain("filtered export");
  });

  it("that is no export is broken at its first line", async () => {
    for (const junk of ["null\n", "{}\n", "[]\n", "seq,at\r\n", "\n", '"x"\n'])
      expect(await broken(junk)).toBe(1);
  });
});

describe("a checkpoint", () => {
  it("of any event agrees with the chain", async () => {
    for (let seq = 1; seq <= COUNT; seq++) expect(await broken(text, [signed(seq)])).toBe("intact");
  });

  it("finds every truncation before it", async () => {
    for (let kept = 0; kept < COUNT; kept++) {
      expect(await broken(lines.slice(0, kept).join(""), [signed(COUNT)])).toBe(kept + 1);
    }
  });

  it("of another history than the log's is called that", async () => {
    const other = signCheckpoint({ seq: 3, hash: "f".repeat(64), at: "" }, newKey());
    const verdict = await verify(text, [other]);
    expect(describeVerdict(verdict)).toMatch(/broken at 3: .*forked at or before 3.*restored backup/);
  });

  it("tells after which event a restored backup went its own way", async () => {
    const other = signCheckpoint({ seq: 6, hash: "f".repeat(64), at: "" }, newKey());
    expect(describeVerdict(await verify(text, [signed(4), other]))).toMatch(/at or before 6 and after 4/);
  });

  it("counts for nothing when any of its members was changed", async () => {
    const real = signed(3);
    const forgeries: Checkpoint[] = [
      { ...real, seq: 4 },
      { ...real, hash: rows[3]?.hash ?? "" },
      { ...real, at: "2026-01-31T09:00:00.001Z" },
      { ...real, publicKey: signed(3).publicKey },
      { ...real, publicKey: "" },
      { ...real, signature: signed(4).signature },
      { ...real, signature: "" },
    ];
    for (const forged of forgeries) {
      expect(describeVerdict(await verify(text, [forged]))).toContain("no valid signature");
    }
  });
});
