import { expect, it } from "vitest";
import { SYSTEM } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/roles";
import { queryAudit } from "@/lib/server/audit/query";
import { createMember, signInMember } from "@/lib/server/auth/accounts";
import { type AuthLibrary, createAuthLibrary } from "@/lib/server/auth/library";
import { migrateAuth } from "@/lib/server/auth/migrate";
import { readActor } from "@/lib/server/auth/session";
import type { Ctx, SystemCtx } from "@/lib/server/context";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { endOtherSessions, endSession } from "../sessions/end";
import { listSessions } from "../sessions/list";
import { inviteMember } from "./invite";
import { joinByInvitation } from "./join";
import { readMembers } from "./list";
import { setMemberAccess } from "./set-access";
import { setMemberRole } from "./set-role";
import { signOutMember } from "./sign-out";
import { uninviteMember } from "./uninvite";

const PASSWORD = "correct horse battery";

async function world(database: TestDatabase, mode: "cloud" | "demo" = "cloud") {
  const { db, clock } = database;
  const settings = {
    db,
    dialect: database.kind,
    secret: "a-secret-of-the-tests-that-is-long-enough",
    appUrl: "http://localhost:3000",
  };
  await migrateAuth(settings);
  const auth = createAuthLibrary(settings);
  await createMember(auth, { email: "ada@example.com", password: PASSWORD, role: "admin" });
  await createMember(auth, { email: "bob@example.com", password: PASSWORD, role: "operator" });
  let drawn = 0;
  const as = (name: string, role: Role): Ctx => ({
    actor: { kind: "member", name, role },
    db,
    clock,
    ecs: { facts: { mode, maskedKey: null } } as unknown as EcsGateway,
    random: (bytes) => String(++drawn).padStart(bytes * 2, "0"),
    sleep: async () => undefined,
    publish: () => undefined,
  });
  const log = async () => {
    const filter = { templateId: null, action: null, outcome: null, actor: null, from: null, to: null };
    const { items } = await queryAudit(db, filter, { limit: 100, cursor: null });
    return [...items]
      .reverse()
      .map(({ actor, action, outcome, reason }) => ({ actor, action, outcome, reason }));
  };
  const admin = as("ada@example.com", "admin");
  const system: SystemCtx = { ...admin, actor: SYSTEM };
  return { auth, db, clock, admin, system, as, log };
}

function sends(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ") });
}

eachDatabase("members", (open) => {
  it("join by a link that works once, with the role they were invited for", async () => {
    const { auth, db, system, admin, log } = await world(await open());
    const invited = await inviteMember(admin, { email: "cyd@example.com", role: "auditor" });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    expect((await readMembers(admin)).invitations).toMatchObject([{ email: "cyd@example.com" }]);
    const stored = await db.selectFrom("invitation").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(invited.token);

    await expect(
      joinByInvitation(system, auth, { token: invited.token, password: "short" }),
    ).rejects.toThrow();
    await expect(
      joinByInvitation(system, auth, { token: "guess", password: PASSWORD }),
    ).rejects.toMatchObject({
      code: "not-found",
    });
    const session = await joinByInvitation(system, auth, { token: invited.token, password: PASSWORD });
    expect(await readActor(auth, "member", sends(session))).toMatchObject({
      name: "cyd@example.com",
      role: "auditor",
    });
    await expect(
      joinByInvitation(system, auth, { token: invited.token, password: PASSWORD }),
    ).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await log()).toEqual([
      {
        actor: "ada@example.com",
        action: "member.invite",
        outcome: "succeeded",
        reason: "cyd@example.com: auditor",
      },
      {
        actor: "cyd@example.com",
        action: "member.join",
        outcome: "succeeded",
        reason: "auditor, invited by ada@example.com",
      },
    ]);
  });

  it("an invitation that was taken back, replaced or is too old opens nothing", async () => {
    const { auth, clock, system, admin } = await world(await open());
    const invite = async () => {
      const made = await inviteMember(admin, { email: "cyd@example.com", role: "viewer" });
      if (made.kind !== "invited") throw new Error(made.kind);
      return made.token;
    };
    const refused = async (token: string, at = clock) =>
      expect(
        joinByInvitation({ ...system, clock: at }, auth, { token, password: PASSWORD }),
      ).rejects.toMatchObject({
        code: "not-found",
      });
    const [first, second] = [await invite(), await invite()];
    await refused(first);
    expect(await uninviteMember(admin, { email: "cyd@example.com" })).toEqual({ kind: "changed" });
    await refused(second);
    expect(await uninviteMember(admin, { email: "cyd@example.com" })).toMatchObject({
      kind: "failed",
      error: { code: "not-found" },
    });
    const third = await invite();
    const later = { now: async () => new Date(Date.now() + 8 * 24 * 3_600_000).toISOString() };
    await refused(third, later);
  });

  it("a role that was changed and an account that was disabled count at the next request", async () => {
    const { auth, admin } = await world(await open());
    const bob = sends(await signInMember(auth, "bob@example.com", PASSWORD));
    expect(await setMemberRole(admin, { name: "bob@example.com", role: "viewer" })).toEqual({
      kind: "changed",
    });
    expect((await readActor(auth, "member", bob))?.role).toBe("viewer");

    await setMemberAccess(admin, { name: "bob@example.com", enabled: false });
    expect(await readActor(auth, "member", bob)).toBeNull();
    const again = sends(await signInMember(auth, "bob@example.com", PASSWORD));
    expect(await readActor(auth, "member", again)).toBeNull();

    await setMemberAccess(admin, { name: "bob@example.com", enabled: true });
    expect((await readActor(auth, "member", again))?.role).toBe("viewer");
  });

  it("the last admin stays one, also when two admins take each other away at once", async () => {
    const { admin, as, log } = await world(await open());
    for (const change of [
      () => setMemberRole(admin, { name: "ada@example.com", role: "viewer" }),
      () => setMemberAccess(admin, { name: "ada@example.com", enabled: false }),
    ]) {
      expect(await change()).toMatchObject({ kind: "failed", error: { code: "last-admin" } });
    }
    expect(await log()).toEqual([]);

    await setMemberRole(admin, { name: "bob@example.com", role: "admin" });
    const bob = as("bob@example.com", "admin");
    const both = await Promise.all([
      setMemberRole(admin, { name: "bob@example.com", role: "viewer" }),
      setMemberRole(bob, { name: "ada@example.com", role: "viewer" }),
    ]);
    expect(both.map((result) => result.kind).sort()).toEqual(["changed", "failed"]);
    const { members } = await readMembers(admin);
    expect(members.filter((member) => member.role === "admin")).toHaveLength(1);
  });

  it.each(["viewer", "operator", "auditor"] as const)(
    "a %s changes nothing, and each try is recorded",
    async (role) => {
      const { as, log, admin } = await world(await open());
      const actor = as("bob@example.com", role);
      await expect(readMembers(actor)).rejects.toMatchObject({ code: "not-found" });
      const tries = [
        await inviteMember(actor, { email: "eve@example.com", role: "admin" }),
        await uninviteMember(actor, { email: "eve@example.com" }),
        await setMemberRole(actor, { name: "bob@example.com", role: "admin" }),
        await setMemberAccess(actor, { name: "ada@example.com", enabled: false }),
      ];
      expect(tries.map((result) => result.kind)).toEqual(["denied", "denied", "denied", "denied"]);
      expect((await log()).map((event) => event.outcome)).toEqual(["denied", "denied", "denied", "denied"]);
      const { members, invitations } = await readMembers(admin);
      expect(invitations).toEqual([]);
      expect(members.map((member) => member.role)).toEqual(["admin", "operator"]);
    },
  );

  it("who is a member already is not invited, and the demo's accounts are fixed", async () => {
    const database = await open();
    const { admin } = await world(database);
    expect(await inviteMember(admin, { email: "bob@example.com", role: "admin" })).toMatchObject({
      error: { code: "member-exists" },
    });
    const demo = { ...admin, ecs: { facts: { mode: "demo", maskedKey: null } } as unknown as EcsGateway };
    expect(await inviteMember(demo, { email: "new@example.com", role: "admin" })).toMatchObject({
      error: { code: "demo-accounts" },
    });
    expect((await readMembers(demo)).changeable).toBe(false);
  });

  it("are signed out everywhere by an admin, on record, and may come again", async () => {
    const { auth, admin, as, log } = await world(await open());
    const cookies = sends(await signInMember(auth, "bob@example.com", PASSWORD));
    const operator = as("bob@example.com", "operator");
    expect(await signOutMember(operator, { name: "ada@example.com" })).toMatchObject({ kind: "denied" });
    expect(await signOutMember(admin, { name: "bob@example.com" })).toEqual({ kind: "changed" });
    expect(await readActor(auth, "member", cookies)).toBeNull();
    const again = sends(await signInMember(auth, "bob@example.com", PASSWORD));
    expect(await readActor(auth, "member", again)).toMatchObject({ role: "operator" });
    expect((await log()).map(({ action, outcome }) => [action, outcome])).toEqual([
      ["member.session.end", "denied"],
      ["member.session.end", "succeeded"],
    ]);
  });
});

eachDatabase("one's own sessions", (open) => {
  const enter = async (auth: AuthLibrary, email: string, userAgent: string) => {
    const cookies = sends(await signInMember(auth, email, PASSWORD, { userAgent }));
    const actor = await readActor(auth, "member", cookies);
    if (actor === null) throw new Error("no session");
    return { cookies, actor };
  };
  const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";

  it("are listed with what their browsers are called, this one first, and nobody else's", async () => {
    const { auth, admin } = await world(await open());
    const other = await enter(auth, "ada@example.com", FIREFOX);
    const here = await enter(auth, "ada@example.com", "curl/8.5.0");
    await enter(auth, "bob@example.com", FIREFOX);
    const list = await listSessions({ ...admin, actor: here.actor });
    expect(list).toMatchObject([
      { id: here.actor.sessionId, browser: "curl", system: null, isThis: true },
      { id: other.actor.sessionId, browser: "Firefox", system: "Linux", isThis: false },
    ]);
  });

  it("end one by one or all but this one, recorded; another account's cannot be ended", async () => {
    const { auth, admin, log } = await world(await open());
    const [first, second, third] = [
      await enter(auth, "ada@example.com", FIREFOX),
      await enter(auth, "ada@example.com", FIREFOX),
      await enter(auth, "ada@example.com", FIREFOX),
    ];
    const bob = await enter(auth, "bob@example.com", FIREFOX);
    const ctx = { ...admin, actor: third.actor };
    const end = (sessionId = "") => endSession(ctx, { sessionId });
    expect(await end(bob.actor.sessionId)).toMatchObject({ kind: "failed", error: { code: "not-found" } });
    expect(await end(first.actor.sessionId)).toEqual({ kind: "ended", count: 1 });
    expect(await end(first.actor.sessionId)).toMatchObject({ kind: "failed" });
    expect(await endOtherSessions(ctx)).toEqual({ kind: "ended", count: 1 });
    expect(await readActor(auth, "member", first.cookies)).toBeNull();
    expect(await readActor(auth, "member", second.cookies)).toBeNull();
    expect(await readActor(auth, "member", third.cookies)).not.toBeNull();
    expect(await readActor(auth, "member", bob.cookies)).not.toBeNull();
    expect((await log()).map(({ action, reason }) => [action, reason])).toEqual([
      ["session.end", "own sessions ended: 1"],
      ["session.end", "own sessions ended: 1"],
    ]);
  });

  it("are not for what acts without one: a bulk, a queue, the system", async () => {
    const { admin } = await world(await open());
    await expect(listSessions(admin)).rejects.toMatchObject({ code: "forbidden" });
    await expect(endOtherSessions(admin)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are over after a day without use; an open stream that only looks does not prolong them", async () => {
    const { auth } = await world(await open());
    const { cookies } = await enter(auth, "ada@example.com", FIREFOX);
    const start = Date.now();
    const HOUR = 3600_000;
    const at = (hours: number, use: "asks" | "looks") =>
      readActor(auth, "member", cookies, use, start + hours * HOUR);
    expect(await at(20, "asks")).not.toBeNull();
    expect(await at(43, "looks")).not.toBeNull();
    expect(await at(45, "looks")).toBeNull();
    expect(await at(45, "asks")).toBeNull();
  });
});
