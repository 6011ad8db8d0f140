import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { parseEnv } from "./env/parse";
import { waitForJob } from "./jobs";
import { runAction } from "./run-action";
import { runRoute } from "./run-route";
import type { Runtime } from "./runtime";

let sent = new Headers();
vi.mock("next/headers", () => ({ headers: async () => sent }));

const never = () => new Promise<void>(() => {});
const input = z.strictObject({ templateId: z.string() });
const ROUTE = { params: Promise.resolve({}) };

/** A runtime whose session is whatever cookie is sent, and whose sleep is over when the test says so. */
function useRuntime(sleep: () => Promise<void>): void {
  const user = { kind: "demo", role: "operator", name: "operator@demo" };
  const session = { id: "session-1", token: "x", updatedAt: new Date() };
  const runtime = {
    env: { ...parseEnv({}, () => ""), authSecret: "", auditSigningKey: "" },
    auth: { api: { getSession: async () => ({ user, session }) } },
    contextFor: (actor: unknown) => ({ actor, sleep }),
  };
  globalThis.imagekeeperRuntime = Promise.resolve(runtime as unknown as Runtime);
}

beforeEach(() => {
  sent = new Headers({ cookie: "imagekeeper.session_token=x", origin: "http://localhost:3000" });
  useRuntime(never);
});
afterAll(() => {
  globalThis.imagekeeperRuntime = undefined;
});

it("an action gives the parsed input and the session's actor to its service, and the value back", async () => {
  const service = async (ctx: { actor: unknown }, { templateId }: { templateId: string }) => [
    ctx.actor,
    templateId,
  ];
  expect(await runAction(input, service, { templateId: "ip-1" })).toEqual({
    state: "done",
    value: [{ kind: "member", name: "operator@demo", role: "operator", sessionId: "session-1" }, "ip-1"],
  });
});

it("an action never reaches its service without a session, an origin of ours, and the exact input", async () => {
  const service = vi.fn(async () => "reached");
  const code = async (raw: unknown) => {
    const result = await runAction(input, service, raw);
    return result.state === "failed" ? result.error.code : result.state;
  };
  for (const raw of [undefined, null, [], "ip-1", { templateId: 1 }, { templateId: "ip-1", isAdmin: true }]) {
    expect(await code(raw)).toBe("invalid-input");
  }
  sent.set("origin", "http://evil.test");
  expect(await code({ templateId: "ip-1" })).toBe("origin-refused");
  sent = new Headers({ origin: "http://localhost:3000" });
  expect(await code({ templateId: "ip-1" })).toBe("not-signed-in");
  expect(service).not.toHaveBeenCalled();
});

it("an action that takes longer answers with a job that its own actor alone may ask for", async () => {
  useRuntime(async () => {});
  let finish: (value: string) => void = () => {};
  const result = await runAction(input, () => new Promise<string>((done) => (finish = done)), {
    templateId: "ip-1",
  });
  if (result.state !== "under-way") throw new Error(result.state);
  finish("late");
  expect(await waitForJob(result.jobId, "viewer@demo", never)).toBeNull();
  expect(await waitForJob(result.jobId, "operator@demo", never)).toEqual({ state: "done", value: "late" });
});

it("an expected failure keeps its code and what ECS said, an unexpected one only an error ID", async () => {
  const ecs = { code: "Throttling.User", httpStatus: 400, requestId: "R-1" };
  const throttled = async () => {
    throw new AppError("ecs-throttled", { ecs, cause: new Error("secret inside") });
  };
  expect(await runAction(input, throttled, { templateId: "ip-1" })).toEqual({
    state: "failed",
    error: { code: "ecs-throttled", ecs },
  });
  const broken = async () => {
    throw new Error("secret inside");
  };
  const result = await runAction(input, broken, { templateId: "ip-1" });
  expect(result).toEqual({
    state: "failed",
    error: { code: "internal", errorId: expect.stringMatching(/^\w{12}$/) },
  });
});

it("an API answers 401 without a session and the status of what it throws, never stored", async () => {
  const request = new Request("http://localhost:3000/api/templates", { headers: sent });
  const answer = async (error: Error) =>
    runRoute(async () => {
      throw error;
    })(request, ROUTE);
  for (const [error, status] of [
    [new AppError("invalid-input"), 400],
    [new AppError("forbidden"), 403],
    [new AppError("not-found"), 404],
    [new AppError("database-unavailable"), 503],
    [new AppError("ecs-timeout"), 502],
    [new Error("secret inside"), 500],
  ] as const) {
    const response = await answer(error);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(JSON.parse(text).error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(text).not.toContain("secret inside");
    expect(response.headers.get("cache-control")).toBe("no-store");
  }
  const stranger = new Request("http://localhost:3000/api/templates");
  expect((await runRoute(async () => Response.json({}))(stranger, ROUTE)).status).toBe(401);
});
