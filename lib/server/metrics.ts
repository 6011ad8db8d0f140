import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** A call as the gateway tells of it. */
type Call = { readonly action: string; readonly share: string; readonly result: string };

/** Numbers that the database knows, as they are now. */
export type Counts = {
  readonly templates: readonly { readonly regionId: string; readonly count: number }[];
  readonly deletes: readonly { readonly outcome: string; readonly count: number }[];
};

type Metrics = {
  readonly registry: Registry;
  readonly calls: Counter;
  readonly templates: Gauge;
  readonly deletes: Gauge;
  readonly streams: Gauge;
};

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
  return {
    registry,
    calls: new Counter({
      name: "imagekeeper_ecs_calls_total",
      help: "Calls to ECS that this process has sent.",
      labelNames: ["action", "share", "result"],
      registers,
    }),
    templates: new Gauge({
      name: "imagekeeper_templates",
      help: "Image templates in our copy, by region.",
      labelNames: ["region"],
      registers,
    }),
    deletes: new Gauge({
      name: "imagekeeper_delete_outcomes",
      help: "Outcomes of deletes in the audit log.",
      labelNames: ["outcome"],
      registers,
    }),
    streams: new Gauge({
      name: "imagekeeper_live_streams",
      help: "Open live connections of this process.",
      registers,
    }),
  };
}

/** Counts a call to ECS. */
export function countCall({ action, share, result }: Call): void {
  metrics().calls.inc({ action, share, result });
}

/** All metrics as Prometheus text, with its content type. */
export async function renderMetrics(
  counts: Counts,
  openStreams: number,
): Promise<{ readonly text: string; readonly contentType: string }> {
  const { registry, templates, deletes, streams } = metrics();
  templates.reset();
  deletes.reset();
  for (const { regionId, count } of counts.templates) templates.set({ region: regionId }, count);
  for (const { outcome, count } of counts.deletes) deletes.set({ outcome }, count);
  streams.set(openStreams);
  return { text: await registry.metrics(), contentType: registry.contentType };
}
