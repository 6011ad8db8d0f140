import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** A call as the gateway tells of it. */
type Call = {
  readonly regionId: string;
  readonly action: string;
  readonly share: string;
  readonly result: string;
};

/** Numbers that the database knows, as they are now. */
export type Counts = {
  readonly templates: readonly { readonly regionId: string; readonly count: number }[];
  readonly deletes: readonly { readonly outcome: string; readonly count: number }[];
  /** Number of the newest audit event. */
  readonly auditHead: number;
  /** Attempts that are open or watched, and deletes that wait for a build. */
  readonly unsettled: number;
  readonly queued: number;
  /** Seconds since the oldest status of a build was read; null while nothing was read. */
  readonly oldestSeconds: number | null;
  /** Calls a minute per region and operation. */
  readonly budget: number;
  readonly collecting: boolean;
};

type GaugeName = keyof typeof GAUGES;
type Metrics = {
  readonly registry: Registry;
  readonly calls: Counter;
  readonly gauges: Readonly<Record<GaugeName, Gauge>>;
};

/** By our own word: name, help and labels of what the database knows. */
const GAUGES = {
  templates: ["imagekeeper_templates", "Image templates in our copy, by region.", ["region"]],
  deletes: ["imagekeeper_delete_outcomes", "Outcomes of deletes in the audit log.", ["outcome"]],
  auditHead: ["imagekeeper_audit_events", "Number of the newest audit event.", []],
  unsettled: ["imagekeeper_delete_attempts_unsettled", "Delete attempts that are open or watched.", []],
  queued: ["imagekeeper_deletes_queued", "Deletes that wait for a build to end.", []],
  oldest: ["imagekeeper_oldest_status_seconds", "Age of the build status that was read longest ago.", []],
  budget: ["imagekeeper_ecs_rate_budget", "Calls a minute per region and operation for the collector.", []],
  collecting: ["imagekeeper_collecting", "1 while some replica collects.", []],
  streams: ["imagekeeper_live_streams", "Open live connections of this process.", []],
  dropped: [
    "imagekeeper_live_dropped_total",
    "Live connections of this process that were cut as too slow.",
    [],
  ],
  liveBytes: [
    "imagekeeper_live_sent_bytes_total",
    "Bytes that this process has sent over live connections.",
    [],
  ],
} as const;

declare global {
  var imagekeeperMetrics: Metrics | undefined;
}

function metrics(): Metrics {
  globalThis.imagekeeperMetrics ??= createMetrics();
  return globalThis.imagekeeperMetrics;
}

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauges = Object.fromEntries(
    Object.entries(GAUGES).map(([word, [name, help, labels]]) => [
      word,
      new Gauge({ name, help, labelNames: [...labels], registers }),
    ]),
  ) as Record<GaugeName, Gauge>;
  return {
    registry,
    gauges,
    calls: new Counter({
      name: "imagekeeper_ecs_calls_total",
      help: "Calls to ECS that this process has sent.",
      labelNames: ["region", "action", "share", "result"],
      registers,
    }),
  };
}

/** Counts a call to ECS. */
export function countCall({ regionId, action, share, result }: Call): void {
  metrics().calls.inc({ region: regionId, action, share, result });
}

/** All metrics as Prometheus text, with its content type. */
export async function renderMetrics(
  counts: Counts,
  live: { readonly open: number; readonly dropped: number; readonly bytes: number },
): Promise<{ readonly text: string; readonly contentType: string }> {
  const { registry, gauges } = metrics();
  gauges.templates.reset();
  gauges.deletes.reset();
  for (const { regionId, count } of counts.templates) gauges.templates.set({ region: regionId }, count);
  for (const { outcome, count } of counts.deletes) gauges.deletes.set({ outcome }, count);
  gauges.auditHead.set(counts.auditHead);
  gauges.unsettled.set(counts.unsettled);
  gauges.queued.set(counts.queued);
  if (counts.oldestSeconds === null) gauges.oldest.reset();
  else gauges.oldest.set(counts.oldestSeconds);
  gauges.budget.set(counts.budget);
  gauges.collecting.set(counts.collecting ? 1 : 0);
  gauges.streams.set(live.open);
  gauges.dropped.set(live.dropped);
  gauges.liveBytes.set(live.bytes);
  return { text: await registry.metrics(), contentType: registry.contentType };
}
