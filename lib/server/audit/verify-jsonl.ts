import "server-only";
import { type Break, ChainCheck } from "./chain-check";
import type { Checkpoint } from "./checkpoint";
import { CheckpointCheck } from "./checkpoint-check";
import { parseJsonlLine } from "./jsonl";
import { splitLines } from "./split-lines";
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
  const checkpoints = new CheckpointCheck(given);
  const chain = new ChainCheck();
  let found: Break | null = checkpoints.forged();
  if (found) return { kind: "broken", ...found };

  for await (const line of splitLines(bytes)) {
    const parsed = parseJsonlLine(line);
    if (parsed.kind === "filtered") return FILTERED;
    if (parsed.kind === "malformed") {
      const seq = chain.head.seq + 1;
      return { kind: "broken", seq, problem: `line ${seq} is not as it was exported` };
    }
    found = chain.accept(parsed.event, parsed.hash) ?? checkpoints.accept(chain.head);
    if (found) return { kind: "broken", ...found };
  }
  found = checkpoints.finish(chain.head);
  return found ? { kind: "broken", ...found } : { kind: "intact", head: chain.head };
}
