import "server-only";
import { type Break, ChainCheck, GENESIS } from "./chain-check";
import type { Checkpoint } from "./checkpoint";
import { CheckpointCheck } from "./checkpoint-check";
import type { Cut } from "./cut";
import { CutCheck } from "./cut-check";
import { parseJsonlLine } from "./jsonl";
import { LineSplitter } from "./split-lines";
import type { Verdict } from "./verdict";

const FILTERED: Verdict = {
  kind: "unverifiable",
  problem: "this is a filtered export: it cannot be verified, only an export without filters can",
};

/** Follows the chain of an unfiltered JSONL export, offline and in bounded memory. Throws what `bytes` throws. */
export async function verifyJsonl(
  bytes: AsyncIterable<Uint8Array>,
  given: readonly Checkpoint[] = [],
): Promise<Verdict> {
  const check = new ExportCheck(given);
  const splitter = new LineSplitter();
  let ended = check.begin();
  if (ended) return ended;
  for await (const piece of bytes) {
    for (const line of splitter.push(piece)) {
      ended = check.accept(line);
      if (ended) return ended;
    }
  }
  const last = splitter.end();
  return (last === null ? null : check.accept(last)) ?? check.finish();
}

/** The checks of an export, line by line. */
class ExportCheck {
  readonly #given: readonly Checkpoint[];
  readonly #checkpoints: CheckpointCheck;
  #chain = new ChainCheck(GENESIS);
  #cut: { readonly place: Cut; readonly check: CutCheck } | null = null;
  #isFirst = true;

  constructor(given: readonly Checkpoint[]) {
    this.#given = given;
    this.#checkpoints = new CheckpointCheck(given);
  }

  begin(): Verdict | null {
    return broken(this.#checkpoints.forged());
  }

  accept(text: string): Verdict | null {
    const parsed = parseJsonlLine(text);
    if (parsed.kind === "filtered") return FILTERED;
    if (parsed.kind === "malformed" || (parsed.cut !== null && !this.#isFirst)) {
      const seq = this.#chain.head.seq + 1;
      return { kind: "broken", seq, problem: `the line of event ${seq} is not as it was exported` };
    }
    if (parsed.cut !== null) {
      const found = this.#beginAt(parsed.cut);
      if (found) return broken(found);
    }
    this.#isFirst = false;
    const found = this.#chain.accept(parsed.line);
    if (found) return broken(found);
    const { seq, hash } = this.#chain.head;
    return broken(
      this.#checkpoints.accept(seq, hash) ?? this.#cut?.check.accept({ seq, hash }, parsed.line) ?? null,
    );
  }

  finish(): Verdict {
    const { head } = this.#chain;
    const from = (this.#cut?.place.seq ?? 0) + 1;
    const found = this.#cut?.check.finish() ?? this.#checkpoints.finish(head, from);
    return broken(found) ?? { kind: "intact", head, from, given: this.#given };
  }

  #beginAt(cut: Cut): Break | null {
    this.#chain = new ChainCheck(cut);
    this.#cut = { place: cut, check: new CutCheck(cut) };
    return this.#cut.check.forged(this.#given) ?? this.#checkpoints.accept(cut.seq, cut.hash);
  }
}

function broken(found: Break | null): Verdict | null {
  return found && { kind: "broken", ...found };
}
