import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditItem } from "@/lib/contracts/audit";
import type { TemplateItem } from "@/lib/contracts/template";
import { freePort, node, type Program } from "./process";

export type Role = "viewer" | "operator" | "auditor" | "admin";
export type Cookie = { name: string; value: string };

/** The console as it is shipped, with a port and a DATA_DIR of its own, in the demo beside a given endpoint. */
export class Console {
  readonly dataDir = mkdtempSync(join(tmpdir(), "imagekeeper-e2e-"));
  private program: Program | null = null;
  private readonly cookies = new Map<Role, Cookie[]>();

  private constructor(
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async start(ecsEndpoint: string, env: Record<string, string> = {}): Promise<Console> {
    const port = await freePort();
    const found = new Console(port, {
      ECS_MODE: "demo",
      ECS_ENDPOINT: ecsEndpoint,
      ECS_RATE_BUDGET: "6000",
      ...env,
    });
    await found.run();
    return found;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get log(): readonly string[] {
    return this.program?.lines ?? [];
  }

  /** Starts the process on what DATA_DIR holds and waits until it serves. */
  async run(env: Record<string, string> = {}): Promise<void> {
    const program = node([".next/standalone/server.js"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(this.port),
      HOSTNAME: "127.0.0.1",
      DATA_DIR: this.dataDir,
      ...this.env,
      ...env,
    });
    this.program = program;
    const gone = program.ended.then((how) => {
      throw new Error(`the console ended (${how}):\n${program.lines.join("\n")}`);
    });
    await Promise.race([gone, this.served()]);
    gone.catch(() => undefined);
  }

  private async served(): Promise<void> {
    for (;;) {
      const health = await fetch(`${this.url}/api/health`).catch(() => null);
      await health?.text();
      if (health?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
    const how = await this.program?.end(signal);
    this.program = null;
    return how ?? 0;
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The cookies of a session of that role, made as the sign-in page's form makes it. */
  async signIn(role: Role): Promise<Cookie[]> {
    const known = this.cookies.get(role);
    if (known) return known;
    const response = await fetch(`${this.url}/api/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: this.url },
      body: new URLSearchParams({ role }).toString(),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1) };
    });
    if (cookies.length === 0) throw new Error(`no session: ${response.status} ${await response.text()}`);
    this.cookies.set(role, cookies);
    return cookies;
  }

  /** What a browser context of that role starts with. */
  async storageState(role: Role) {
    const cookies = await this.signIn(role);
    return {
      cookies: cookies.map((cookie) => ({
        ...cookie,
        domain: "localhost",
        path: "/",
        expires: -1,
        httpOnly: true,
        secure: false,
        sameSite: "Lax" as const,
      })),
      origins: [],
    };
  }

  /** A request as that role, or without a session. Redirects are answers. */
  async fetch(role: Role | null, path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = role
      ? (await this.signIn(role)).map(({ name, value }) => `${name}=${value}`).join("; ")
      : "";
    const headers = { ...(cookie ? { cookie } : {}), ...init.headers };
    return await fetch(`${this.url}${path}`, { redirect: "manual", ...init, headers });
  }

  async json<T>(role: Role, path: string): Promise<T> {
    const response = await this.fetch(role, path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Every template of our copy. */
  async templates(): Promise<TemplateItem[]> {
    return (await this.json<{ items: TemplateItem[] }>("viewer", "/api/templates?limit=500")).items;
  }

  /** The audit events of a template, oldest first. */
  async audit(templateId: string): Promise<AuditItem[]> {
    const query = `/api/audit?limit=500&templateId=${templateId}`;
    return (await this.json<{ items: AuditItem[] }>("auditor", query)).items.reverse();
  }

  /** Waits until that many templates are known and the builds of each were read. */
  async collected(count: number): Promise<void> {
    for (;;) {
      const items = await this.templates();
      if (items.length === count && items.every(({ asOf }) => asOf !== null)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
