import { setTimeout as pause } from "node:timers/promises";
import type { startConsole, startEndpoint } from "./programs";

export type Endpoint = Awaited<ReturnType<typeof startEndpoint>>;
export type Console = Awaited<ReturnType<typeof startConsole>>;

export type Template = {
  readonly regionId: string;
  readonly imagePipelineId: string;
  readonly name: string;
  readonly executions: readonly { executionId: string; status: string; creationTime: string }[];
};
type State = { regions: Record<string, { templates: Omit<Template, "regionId">[] }> };

/** What the endpoint itself knows, template by template. */
export async function truth(endpoint: Endpoint): Promise<Template[]> {
  const { regions } = await endpoint.control<State>("GET", "state");
  return Object.entries(regions).flatMap(([regionId, { templates }]) =>
    templates.map((template) => ({ regionId, ...template })),
  );
}

/** The fewest calls that a cold read takes: sum of ceil(n / 500), and one for each template. */
export function coldBound(templates: readonly Template[]): {
  readonly calls: number;
  readonly largest: number;
} {
  const sizes = new Map<string, number>();
  for (const { regionId } of templates) sizes.set(regionId, (sizes.get(regionId) ?? 0) + 1);
  const pages = [...sizes.values()].reduce((sum, size) => sum + Math.ceil(size / 500), 0);
  return { calls: pages + templates.length, largest: Math.max(...sizes.values()) };
}

type Page = { total: number };

/** Until every status is known. Asks the console only when the endpoint was asked often enough: its work is measured. */
export async function everyStatus(console: Console, endpoint: Endpoint, count: number): Promise<void> {
  for (;;) {
    const { byAction } = await endpoint.calls();
    if ((byAction.DescribeImagePipelineExecutions ?? 0) >= count) {
      const unread = await console.json<Page>("/api/templates?status=unknown&limit=1");
      const all = await console.json<Page>("/api/templates?limit=1");
      if (all.total === count && unread.total === 0) return;
    }
    await pause(50);
  }
}

/** Both Describe operations. */
export async function describes(endpoint: Endpoint): Promise<number> {
  const { byAction } = await endpoint.calls();
  return (byAction.DescribeImagePipelines ?? 0) + (byAction.DescribeImagePipelineExecutions ?? 0);
}
