import { NextRequest } from "next/server";
import { afterAll, beforeEach, expect, it } from "vitest";
import { parseEnv } from "@/lib/server/env/parse";
import { proxy } from "./proxy";

const COOKIE = "imagekeeper.session_token=anything";
const ACTION = { "next-action": "40ab", "content-type": "text/plain;charset=UTF-8", cookie: COOKIE };

function useEnv(source: Record<string, string>): void {
  const env = parseEnv(source, () => "");
  globalThis.imagekeeperEnv = { ...env, authSecret: "secret", auditSigningKey: "key" };
}

beforeEach(() => useEnv({}));
afterAll(() => {
  globalThis.imagekeeperEnv = undefined;
});

function ask(
  path: string,
  headers: Record<string, string> = {},
  init: { method?: string; body?: string } = {},
) {
  const all = { host: "localhost:3000", ...headers };
  return proxy(new NextRequest(`http://localhost:3000${path}`, { ...init, headers: all }));
}

/** What the framework is told to hand on to the page, null when it answers by itself. */
function passedOn(response: Response, name: string): string | null {
  return response.headers.get(`x-middleware-request-${name}`);
}

it("sends a page without a cookie to the sign-in page with the way back, prefetches and RSC requests too", async () => {
  for (const headers of [
    {},
    { "next-router-prefetch": "1" },
    { purpose: "prefetch" },
    { rsc: "1", "next-router-segment-prefetch": "/_tree" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { cookie: "other=1; imagekeeper.session_token=" },
  ]) {
    const response = await ask("/templates?q=a", headers as Record<string, string>);
    expect(response.status).toBe(307);
    expect(new URL(response.headers.get("location") ?? "").pathname).toBe("/sign-in");
    expect(response.headers.get("location")).toContain("next=%2Ftemplates%3Fq%3Da");
    expect(response.headers.get("cache-control")).toBe("no-store");
  }
});

it("lets pass the open pages, APIs, and who has a cookie: they are asked again inside", async () => {
  for (const path of ["/sign-in", "/setup", "/api/health", "/api/templates", "/icon.svg"]) {
    expect([path, (await ask(path)).headers.get("x-middleware-next")]).toEqual([path, "1"]);
  }
  expect((await ask("/templates", { cookie: COOKIE })).headers.get("x-middleware-next")).toBe("1");
});

it("gives each answer a policy with a nonce of its own, whatever the client sends under these names", async () => {
  const sent = {
    cookie: COOKIE,
    "x-nonce": "evil",
    "content-security-policy": "script-src 'nonce-evil'",
    "x-imagekeeper-path": "/evil",
    "x-forwarded-host": "evil.test",
  };
  const [first, second] = [await ask("/audit?x=1", sent), await ask("/audit", sent)];
  const policy = first.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']{20,}' 'strict-dynamic';/);
  expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toContain("unsafe");
  expect(policy).not.toBe(second.headers.get("content-security-policy"));
  expect(passedOn(first, "content-security-policy")).toBe(policy);
  expect(policy).toContain(`'nonce-${passedOn(first, "x-nonce")}'`);
  expect(passedOn(first, "x-imagekeeper-path")).toBe("/audit?x=1");
  expect(passedOn(first, "x-forwarded-host")).toBeNull();
});

it("refuses a POST of another origin before anything is read, and says APP_URL", async () => {
  for (const headers of [
    { origin: "http://evil.test" },
    { origin: "null" },
    { origin: "http://localhost:4000" },
    { "sec-fetch-site": "cross-site" },
    { origin: "http://evil.test", "x-forwarded-host": "evil.test" },
  ]) {
    const response = await ask("/templates", { ...ACTION, ...headers } as Record<string, string>, {
      method: "POST",
      body: "[]",
    });
    expect(response.status).toBe(403);
    expect((await response.json()).error).toMatchObject({ code: "origin-refused" });
  }
  const page = await ask(
    "/api/sign-in",
    { origin: "http://evil.test", accept: "text/html" },
    { method: "POST" },
  );
  expect(page.status).toBe(403);
  expect(await page.text()).toContain("APP_URL, which is http://localhost:3000");
});

it("explains a refusal in the language that was chosen, else in the browser's", async () => {
  const evil = { origin: "http://evil.test", accept: "text/html" };
  for (const [more, lang] of [
    [{ "accept-language": "zh-TW,zh;q=0.9,en;q=0.8" }, "zh-CN"],
    [{ "accept-language": "zh", cookie: "a=b; ik-locale=en" }, "en"],
    [{ cookie: "ik-locale=zh-CN" }, "zh-CN"],
    [{}, "en"],
  ] as const) {
    const page = await (await ask("/api/sign-in", { ...evil, ...more }, { method: "POST" })).text();
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain("http://localhost:3000");
    expect(/\p{Script=Han}/u.test(page)).toBe(lang === "zh-CN");
  }
});

it("lets a POST of ours pass with its body, and gives the framework its origin's host to compare", async () => {
  for (const origin of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
    const response = await ask("/templates", { ...ACTION, origin }, { method: "POST", body: '[{"a":1}]' });
    expect(response.headers.get("x-middleware-next")).toBe("1");
    expect(passedOn(response, "x-forwarded-host")).toBe(new URL(origin).host);
  }
});

it("refuses what is no server action of ours with 4xx", async () => {
  const post = (headers: Record<string, string>, body: string) =>
    ask("/templates", headers, { method: "POST", body });
  expect((await post(ACTION, "not json")).status).toBe(400);
  expect((await post(ACTION, '["$F1"]')).status).toBe(400);
  expect((await post({ ...ACTION, "content-type": "multipart/form-data; boundary=x" }, "--x")).status).toBe(
    400,
  );
  expect((await post(ACTION, JSON.stringify(["a".repeat(1_048_577)]))).status).toBe(413);
  expect((await post({ cookie: COOKIE }, "[]")).status).toBe(405);
  expect((await ask("/templates", { cookie: COOKIE }, { method: "PUT", body: "x" })).status).toBe(405);
  expect((await ask("/api/sign-in", ACTION, { method: "POST", body: "[]" })).status).toBe(405);
});

it("answers 400 to a path that cannot be decoded", async () => {
  for (const path of ["/templates/%ff/ip-1", "/%E0%A4", "/api/templates/%c0%af", "/%00"]) {
    expect([path, (await ask(path, { cookie: COOKIE })).status]).toEqual([path, 400]);
  }
});

it("answers in the demo only to this machine's names and APP_URL's", async () => {
  useEnv({ APP_URL: "http://demo.example" });
  expect((await ask("/api/health", { host: "evil.test" })).status).toBe(403);
  expect((await ask("/_next/static/a.js", { host: "evil.test" })).status).toBe(403);
  expect((await ask("/api/health", { host: "demo.example" })).status).toBe(200);
});

it("behind https upgrades requests and says so for later visits", async () => {
  useEnv({ APP_URL: "https://images.example.com" });
  const response = await ask("/sign-in");
  expect(response.headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  expect(response.headers.get("strict-transport-security")).toMatch(/^max-age=\d+/);
});
