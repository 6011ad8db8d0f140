import { request } from "node:http";
import type { Role } from "./support/console";
import { expect, test } from "./support/test";

const PAGES = ["/", "/templates", "/templates/cn-hangzhou/ip-x", "/audit", "/account"];
const APIS = ["/api/templates", "/api/overview", "/api/audit", "/api/audit/export?format=csv", "/api/live"];

/** A request with a Host of its own, which fetch does not allow. */
function withHost(port: number, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

test.describe("without a session", () => {
  for (const path of PAGES) {
    test(`${path} leads to the sign-in`, async ({ imagekeeper }) => {
      const response = await imagekeeper.fetch(null, path);
      expect([302, 303, 307]).toContain(response.status);
      expect(new URL(response.headers.get("location") ?? "", imagekeeper.url).pathname).toMatch(
        /^\/(sign-in|templates)$/,
      );
    });
  }

  for (const path of APIS) {
    test(`${path} is 401`, async ({ imagekeeper }) => {
      const response = await imagekeeper.fetch(null, path);
      expect(response.status).toBe(401);
      await response.body?.cancel();
    });
  }

  test("no dressing of the request opens a page", async ({ imagekeeper }) => {
    const dressings: Record<string, string>[] = [
      { "next-router-prefetch": "1", rsc: "1" },
      { purpose: "prefetch" },
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-forwarded-host": "localhost", "x-original-url": "/api/health" },
    ];
    for (const headers of dressings) {
      const response = await imagekeeper.fetch(null, "/templates?_rsc=1", { headers });
      expect(response.status, JSON.stringify(headers)).not.toBe(200);
      expect(await response.text()).not.toContain("data-template-id");
    }
  });

  test("health is open and tells nothing but that it is up", async ({ imagekeeper }) => {
    const response = await imagekeeper.fetch(null, "/api/health");
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });
});

test.describe("who may", () => {
  const roles: readonly Role[] = ["viewer", "operator", "auditor", "admin"];
  const matrix: readonly (readonly [path: string, statuses: readonly number[]])[] = [
    ["/templates", [200, 200, 200, 200]],
    ["/account", [200, 200, 200, 200]],
    ["/audit", [404, 200, 200, 200]],
    ["/api/templates", [200, 200, 200, 200]],
    ["/api/audit", [404, 200, 200, 200]],
    ["/api/audit/export?format=jsonl", [404, 403, 200, 200]],
    ["/api/audit/export?format=csv", [404, 403, 200, 200]],
    ["/api/audit/checkpoint", [404, 200, 200, 200]],
    ["/no-such-page", [404, 404, 404, 404]],
    ["/templates/cn-hangzhou/ip-nosuchtemplate", [404, 404, 404, 404]],
    ["/api/templates/cn-hangzhou/ip-nosuchtemplate", [404, 404, 404, 404]],
  ];
  for (const [path, statuses] of matrix) {
    test(`${path} answers ${statuses.join(", ")} to ${roles.join(", ")}`, async ({ imagekeeper }) => {
      const answers = await Promise.all(
        roles.map(async (role) => {
          const response = await imagekeeper.fetch(role, path);
          await response.text();
          return response.status;
        }),
      );
      expect(answers).toEqual(statuses);
    });
  }
});

test.describe("the doorstep", () => {
  test("a POST from another origin is refused before it is parsed, and the page's own is not", async ({
    imagekeeper,
  }) => {
    const post = async (headers: Record<string, string>) => {
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const init = { method: "POST", headers: { ...type, ...headers }, body: "role=viewer" };
      return (await imagekeeper.fetch(null, "/api/sign-in", init)).status;
    };
    const { url, port } = imagekeeper;
    for (const headers of [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:1" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      const status = await post(headers);
      expect(status, JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
      expect(status, JSON.stringify(headers)).toBeLessThan(500);
    }
    expect(await post({ origin: url })).toBeLessThan(400);
    expect(await post({ origin: `http://127.0.0.1:${port}` })).toBeLessThan(400);
  });

  test("the demo answers only a Host of this machine", async ({ imagekeeper }) => {
    const { port } = imagekeeper;
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect(await withHost(port, "/sign-in", host), host).toBe(200);
    }
    for (const host of [`evil.example:${port}`, "evil.example", `localhost.evil.example:${port}`]) {
      const status = await withHost(port, "/sign-in", host);
      expect(status, host).toBeGreaterThanOrEqual(400);
      expect(status, host).toBeLessThan(500);
    }
  });

  test("a page carries a fresh nonce, no unsafe script source, and is stored nowhere", async ({
    imagekeeper,
  }) => {
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const { status, headers } = await imagekeeper.fetch("viewer", "/templates");
        expect(status).toBe(200);
        expect(headers.get("cache-control")).toContain("no-store");
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("referrer-policy")).toBeTruthy();
        expect(headers.get("x-powered-by")).toBeNull();
        return headers.get("content-security-policy") ?? "";
      }),
    );
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    const scripts = /(?:^|;)\s*script-src ([^;]*)/.exec(policies[0] ?? "")?.[1] ?? "'unsafe-inline'";
    expect(scripts).not.toContain("unsafe");
    expect(policies[0]).toMatch(/frame-ancestors 'none'/);
  });

  test("a malformed parameter or path is a 400 with a code", async ({ imagekeeper }) => {
    for (const path of [
      "/api/templates?limit=0",
      "/api/templates?limit=501",
      "/api/templates?sort=nonsense",
      "/api/templates?cursor=nonsense",
      "/api/templates?deletable=perhaps",
      "/api/audit?limit=x",
      "/api/audit?from=yesterday",
      "/api/audit/export",
      "/api/audit/export?format=xml",
    ]) {
      const response = await imagekeeper.fetch("admin", path);
      expect(response.status, path).toBe(400);
      expect(await response.json(), path).toMatchObject({
        error: { code: expect.any(String), message: expect.any(String) },
      });
    }
    expect((await imagekeeper.fetch("admin", "/templates/cn-hangzhou/%ff")).status).toBe(400);
  });

  test("a forged server action never becomes an error of the server", async ({ imagekeeper }) => {
    const id = "40".padEnd(42, "a");
    for (const body of ["", "null", "{}", '["$Q1"]', '[{"__proto__":1}]', "not json", '["$K1"]']) {
      const headers = {
        "next-action": id,
        origin: imagekeeper.url,
        "content-type": "text/plain;charset=UTF-8",
      };
      const { status } = await imagekeeper.fetch("operator", "/templates", { method: "POST", headers, body });
      expect(status, body).toBeGreaterThanOrEqual(400);
      expect(status, body).toBeLessThan(500);
    }
  });
});

test.describe("sign-in", () => {
  test.use({ role: null });

  test("returns only to a page of ours", async ({ imagekeeper }) => {
    for (const [next, expected] of [
      ["/audit?outcome=blocked", "/audit?outcome=blocked"],
      ["//evil.example", "/templates"],
      ["https://evil.example/", "/templates"],
      ["/\\evil.example", "/templates"],
    ] as const) {
      const body = new URLSearchParams({ role: "auditor", next }).toString();
      const headers = { origin: imagekeeper.url, "content-type": "application/x-www-form-urlencoded" };
      const response = await imagekeeper.fetch(null, "/api/sign-in", { method: "POST", headers, body });
      const target = new URL(response.headers.get("location") ?? "", imagekeeper.url);
      expect(target.origin, next).toBe(imagekeeper.url);
      expect(target.pathname + target.search, next).toBe(expected);
    }
  });

  test("one press of a role's button signs in, and the page asked for opens", async ({ page }) => {
    await page.goto("/audit");
    await page.getByRole("button", { name: "Continue as auditor" }).click();
    await expect(page).toHaveURL(/\/audit$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });

  test.describe("before any script runs", () => {
    test.use({ javaScriptEnabled: false });
    for (const role of ["viewer", "operator", "admin", "auditor"] as const) {
      test(`the button of the ${role} works`, async ({ page }) => {
        await page.goto("/sign-in");
        await page.getByRole("button", { name: `Continue as ${role}` }).click();
        await expect(page).toHaveURL(/\/templates$/);
      });
    }
  });
});
