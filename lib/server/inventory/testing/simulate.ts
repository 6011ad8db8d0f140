import "server-only";
import { WINDOW_MS } from "../pace";
import type { ReadResult } from "../perform-read";
import type { Read } from "../plan-state";
import { planRegion } from "../planner";
import { RegionMemory } from "../region-memory";

/** What the endpoint's windows hold, where only the planner's own bounds are of interest. */
const unlimited = (limit: number) => {
  const allowance = { limit, left: limit, opensInMs: 0 };
  return { lists: allowance, builds: allowance };
};
export const usual = {
  budget: 300,
  free: 8,
  firstReads: "done",
  keepAlive: false,
  ...unlimited(300),
} as const;

type Call = { readonly at: number; readonly read: Read };
type Run = { readonly calls: Call[]; readonly memory: RegionMemory };

/** A region's reads for some minutes of simulated time; `answer` says what came of each. */
export async function simulate(options: {
  templates: number;
  running: number;
  budget: number;
  minutes: number;
  latency: number;
  readAgo?: number;
  isWatched?: (now: number) => boolean;
  answer?: (read: Read) => ReadResult;
  /** Milliseconds from a read to the expected end of a template's build. */
  endsIn?: (templateId: string) => number;
  keepAlive?: (now: number) => boolean;
  looksAt?: readonly string[];
}): Promise<Run> {
  const { templates, running, budget, minutes, latency } = options;
  const isRunning = (id: string) => Number(id.slice(3)) < running;
  const known = Array.from({ length: templates }, (_, index) => ({
    id: `ip-${index}`,
    readAt: options.readAgo === undefined ? null : -options.readAgo,
    running: options.readAgo !== undefined && index < running,
    awaited: false,
    expectedAt: null,
  }));
  const memory = new RegionMemory("cn-hangzhou", null, () => 0.5);
  await memory.reload(async () => known);
  memory.look(options.looksAt ?? [], 0);
  const asUsual = (read: Read): ReadResult => {
    if (read.kind === "list") return { kind: "listed", pages: 1, suspects: [] };
    const ends = options.endsIn?.(read.templateId) ?? null;
    return { kind: "read", running: isRunning(read.templateId), leftMs: ends };
  };
  const answer = options.answer ?? asUsual;
  const calls: Call[] = [];
  const flying: { readonly read: Read; readonly began: number; readonly ends: number }[] = [];
  for (let now = 0; now < minutes * WINDOW_MS; ) {
    for (const flight of flying.filter((each) => each.ends <= now)) {
      flying.splice(flying.indexOf(flight), 1);
      memory.finish(flight.read, answer(flight.read), flight.began, now);
    }
    const free = (memory.isProbing ? 1 : 8) - flying.length;
    const cold = (options.isWatched ?? (() => true))(now) ? "watched" : "unwatched";
    const plan = planRegion(memory.view(now), now, {
      budget,
      free,
      firstReads: memory.cold > 0 ? cold : "done",
      keepAlive: options.keepAlive?.(now) ?? false,
      ...unlimited(budget),
    });
    for (const read of plan.reads) {
      memory.begin(read, now);
      calls.push({ at: now, read });
      flying.push({ read, began: now, ends: now + latency });
    }
    if (plan.reads.length > 0) continue;
    const next = Math.min(plan.wakeAt, ...flying.map((flight) => flight.ends));
    if (next <= now) throw new Error(`time stands still at ${now}`);
    now = Math.min(next, now + 5_000);
  }
  return { calls, memory };
}

export const builds = (calls: readonly Call[]) =>
  calls.flatMap(({ at, read }) => (read.kind === "builds" ? [{ at, ...read }] : []));

/** The most calls that any 60 seconds hold. */
export function busiest(times: readonly number[]): number {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= WINDOW_MS) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** The longest time that any template was left unread, from `since` on. */
export function longestGap(reads: readonly { at: number; templateId: string }[], since: number): number {
  const last = new Map<string, number>();
  let longest = 0;
  for (const { at, templateId } of reads) {
    const before = last.get(templateId);
    if (before !== undefined && at > since) longest = Math.max(longest, at - before);
    last.set(templateId, at);
  }
  return longest;
}
