import { expect, it } from "vitest";
import { ROLES } from "@/lib/domain/roles";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import type { DatabaseHandle } from "../db/open";
import { createMember, hasMember, signInDemo, signInMember } from "./accounts";
import { createAuthLibrary } from "./library";
import { migrateAuth } from "./migrate";
import { endSession, readActor } from "./session";
import { setUp } from "./set-up";
import { setupToken } from "./setup-token";

const SECRET = "a-secret-of-the-tests-that-is-long-enough";
const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
let drawn = 0;
const random = (bytes: number) => String(++drawn).padStart(bytes * 2, "0");

async function library(handle: DatabaseHandle, options: { secret?: string; appUrl?: string } = {}) {
  const settings = {
    db: handle.db,
    dialect: handle.kind,
    secret: options.secret ?? SECRET,
    appUrl: options.appUrl ?? "http://localhost:3000",
  };
  await migrateAuth(settings);
  return createAuthLibrary(settings);
}

/** What a browser sends back of these Set-Cookie values. */
function sends(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ") });
}

eachDatabase("sessions", (open, kind) => {
  it("of the four demo roles name the demo's actors", async () => {
    const auth = await library(await open());
    for (const role of ROLES) {
      const actor = await readActor(auth, "demo", sends(await signInDemo(auth, role)));
      expect(actor).toEqual({ kind: "member", name: `${role}@demo`, role, sessionId: expect.any(String) });
    }
  });

  it("survive two first presses of the same button at once", async () => {
    const auth = await library(await open());
    const [first, second] = await Promise.all([signInDemo(auth, "operator"), signInDemo(auth, "operator")]);
    expect((await readActor(auth, "demo", sends(first)))?.name).toBe("operator@demo");
    expect((await readActor(auth, "demo", sends(second)))?.name).toBe("operator@demo");
  });

  it("travel in a cookie that no script reads and no other site sends along", async () => {
    const handle = await open();
    const [plain] = await signInDemo(await library(handle), "viewer");
    expect(plain).toMatch(/^imagekeeper\.session_token=[^;]+;/);
    expect(plain).toContain("HttpOnly");
    expect(plain).toContain("SameSite=Lax");
    expect(plain).not.toContain("Secure");
    const https = await library(handle, { appUrl: "https://images.example.com" });
    const [secure] = await signInDemo(https, "viewer");
    expect(secure).toMatch(/^__Secure-imagekeeper\.session_token=.*; Secure/);
  });

  it("are nobody's when the cookie is missing, forged, of another secret, or signed out", async () => {
    const handle = await open();
    const auth = await library(handle);
    const cookies = await signInDemo(auth, "admin");
    const forged = sends(cookies).get("cookie")?.replace(/.{6}$/, "AAAAA%3D") ?? "";
    expect(await readActor(auth, "demo", new Headers())).toBeNull();
    expect(await readActor(auth, "demo", new Headers({ cookie: forged }))).toBeNull();
    expect(await readActor(auth, "demo", new Headers({ cookie: "imagekeeper.session_token=" }))).toBeNull();
    const stranger = await library(handle, { secret: `${SECRET}-of-somebody-else` });
    expect(await readActor(stranger, "demo", sends(cookies))).toBeNull();
    expect((await endSession(auth, sends(cookies)))[0]).toContain("Max-Age=0");
    expect(await readActor(auth, "demo", sends(cookies))).toBeNull();
  });

  it("of a demo account never open a console outside of the demo", async () => {
    const auth = await library(await open());
    const cookies = await signInDemo(auth, "admin");
    expect(await readActor(auth, "member", sends(cookies))).toBeNull();
  });

  it("follow a change of the role at once", async () => {
    const auth = await library(await open());
    const cookies = await signInDemo(auth, "operator");
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findUserByEmail("operator@demo.invalid");
    await internalAdapter.updateUser(String(found?.user.id), { role: "viewer" });
    expect((await readActor(auth, "demo", sends(cookies)))?.role).toBe("viewer");
    await internalAdapter.updateUser(String(found?.user.id), { role: "emperor" });
    expect(await readActor(auth, "demo", sends(cookies))).toBeNull();
  });

  it("end when their time is over, by the row in the database", async () => {
    const auth = await library(await open());
    const cookies = await signInDemo(auth, "viewer");
    const { adapter } = await auth.$context;
    await adapter.updateMany({ model: "session", where: [], update: { expiresAt: new Date("2020-01-01") } });
    expect(await readActor(auth, "demo", sends(cookies))).toBeNull();
  });

  it("are refused with database-unavailable, not given, when the database is away", async () => {
    const handle = await open();
    const auth = await library(handle);
    const cookies = await signInDemo(auth, "viewer");
    await handle.close();
    await expect(readActor(auth, "demo", sends(cookies))).rejects.toMatchObject({
      code: "database-unavailable",
    });
  });

  it("of members need the right password", async () => {
    const auth = await library(await open());
    await createMember(auth, { ...ADMIN, role: "auditor" });
    const cookies = await signInMember(auth, "ADA@example.com", ADMIN.password);
    expect(await readActor(auth, "member", sends(cookies))).toEqual({
      kind: "member",
      name: "ada@example.com",
      role: "auditor",
      sessionId: expect.any(String),
    });
    await expect(signInMember(auth, ADMIN.email, "wrong password")).rejects.toMatchObject({
      code: "not-signed-in",
    });
    await expect(signInMember(auth, "bob@example.com", ADMIN.password)).rejects.toMatchObject({
      code: "not-signed-in",
    });
    await signInDemo(auth, "admin");
    await expect(signInMember(auth, "admin@demo.invalid", "")).rejects.toMatchObject({
      code: "not-signed-in",
    });
  });

  it("can be migrated again and by two replicas at once", async () => {
    const handle = await open();
    if (kind === "sqlite") await library(handle);
    else await Promise.all([library(handle), library(handle), library(handle)]);
    const auth = await library(handle);
    expect(await hasMember(auth)).toBe(false);
  });
});

eachDatabase("the first admin", (open) => {
  it("is made once, by the token that every replica and every start prints alike", async () => {
    const handle = await open();
    const auth = await library(handle);
    const place = { auth, db: handle.db, secret: SECRET, random };
    const token = await setupToken(handle.db, SECRET, random);
    expect(await setupToken(handle.db, SECRET, random)).toBe(token);
    expect(await setupToken(handle.db, "another secret", random)).not.toBe(token);

    const wish = { ...ADMIN, token };
    await expect(setUp(place, { ...wish, token: "guess" })).rejects.toMatchObject({
      params: { parameter: "token" },
    });
    await expect(setUp(place, { ...wish, email: "ada" })).rejects.toMatchObject({
      params: { parameter: "email" },
    });
    await expect(setUp(place, { ...wish, password: "short" })).rejects.toMatchObject({
      params: { parameter: "password" },
    });
    expect(await hasMember(auth)).toBe(false);

    const cookies = await setUp(place, wish);
    expect(await readActor(auth, "member", sends(cookies))).toMatchObject({
      name: ADMIN.email,
      role: "admin",
    });
    await expect(setUp(place, { ...wish, email: "eve@example.com" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("is one when two send the token at once", async () => {
    const handle = await open();
    const auth = await library(handle);
    const place = { auth, db: handle.db, secret: SECRET, random };
    const token = await setupToken(handle.db, SECRET, random);
    const both = await Promise.allSettled(
      ["ada@example.com", "eve@example.com"].map((email) => setUp(place, { ...ADMIN, email, token })),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });
});
