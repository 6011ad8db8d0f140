import { node, type Program } from "./process";

export type Execution = {
  readonly executionId: string;
  readonly status: string;
  readonly creationTime: string;
};
export type Pipeline = {
  readonly imagePipelineId: string;
  readonly name: string;
  readonly regionId: string;
  readonly executions: readonly Execution[];
};
export type Deleted = {
  readonly imagePipelineId: string;
  readonly at: string;
  readonly requestId: string | null;
};
type State = {
  readonly regions: Record<
    string,
    { readonly templates: Omit<Pipeline, "regionId">[]; readonly deleted: Deleted[] }
  >;
};
export type Calls = {
  readonly total: number;
  readonly throttled: number;
  readonly byAction: Record<string, number>;
};

const FINISHED = new Set(["SUCCESS", "PARTITION_SUCCESS", "FAILED", "TEST_FAILED", "CANCELLED"]);

const isFinished = (status: string) => FINISHED.has(status);
export const isDeletable = ({ executions }: Pipeline) => executions.every(({ status }) => isFinished(status));

/** The newest build of a template; the order of the state's list says nothing. */
export function latest({ executions }: Pipeline): Execution | undefined {
  return [...executions].sort((a, b) => b.creationTime.localeCompare(a.creationTime))[0];
}

/** The local ECS endpoint of one worker, frozen, without latency and limits, and its control calls. */
export class Emulator {
  private readonly taken = new Set<string>();

  private constructor(
    private readonly program: Program,
    readonly url: string,
  ) {}

  static async start(options: readonly string[] = []): Promise<Emulator> {
    const fixed = ["--port", "0", "--speed", "0", "--latency", "0", "--rate", "off"];
    const program = node(["--import", "tsx", "emulator/main.ts", ...fixed, ...options]);
    const line = await program.line(/^listening on http/);
    return new Emulator(program, line.replace("listening on ", ""));
  }

  async stop(): Promise<void> {
    await this.program.end();
  }

  /** One control call; throws when the endpoint refuses it. */
  async control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  fault(fault: {
    kind: string;
    action?: string;
    regionId?: string;
    times?: number;
    [field: string]: unknown;
  }) {
    return this.control<{ id: string }>("POST", "faults", fault);
  }

  clearFaults() {
    return this.control("DELETE", "faults");
  }

  calls() {
    return this.control<Calls>("GET", "calls");
  }

  async templates(): Promise<Pipeline[]> {
    const { regions } = await this.control<State>("GET", "state");
    return Object.entries(regions).flatMap(([regionId, region]) =>
      region.templates.map((template) => ({ ...template, regionId })),
    );
  }

  async find(id: string): Promise<Pipeline | undefined> {
    return (await this.templates()).find(({ imagePipelineId }) => imagePipelineId === id);
  }

  async deleted(id: string): Promise<Deleted | undefined> {
    const { regions } = await this.control<State>("GET", "state");
    return Object.values(regions)
      .flatMap((region) => region.deleted)
      .find(({ imagePipelineId }) => imagePipelineId === id);
  }

  private async free(fits: (template: Pipeline) => boolean): Promise<Pipeline | undefined> {
    return (await this.templates()).find((one) => !this.taken.has(one.imagePipelineId) && fits(one));
  }

  /** A seeded template that fits and that no test of this worker has used. */
  async take(fits: (template: Pipeline) => boolean): Promise<Pipeline> {
    const found = await this.free(fits);
    if (!found) throw new Error("the seed has no template left that fits");
    this.taken.add(found.imagePipelineId);
    return found;
  }

  takeDeletable = () => this.take((one) => one.executions.length > 0 && isDeletable(one));

  /**
   * A template whose latest build runs, in one of these statuses. Which tests share a worker depends on the clock, so
   * when others have used those up, a running build of another status is moved there.
   */
  async takeIn(...statuses: readonly [string, ...string[]]): Promise<Pipeline> {
    const fits = (one: Pipeline) => statuses.includes(latest(one)?.status ?? "");
    if (await this.free(fits)) return await this.take(fits);
    const other = await this.take((one) => !isFinished(latest(one)?.status ?? "FAILED"));
    await this.moveBuild(latest(other)?.executionId ?? "", statuses[0]);
    return (await this.find(other.imagePipelineId)) ?? other;
  }

  /** Adds a build, held in that status; its ID. */
  async addBuild({ regionId, imagePipelineId }: Pipeline, status: string): Promise<string> {
    const body = { regionId, imagePipelineId, status };
    return (await this.control<{ executionId: string }>("POST", "executions", body)).executionId;
  }

  moveBuild(buildId: string, status: string) {
    return this.control("PUT", `executions/${buildId}`, { status });
  }
}
