import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { createMember, signInDemo } from "./accounts";
import { findActor } from "./find-actor";
import { createAuthLibrary } from "./library";
import { migrateAuth } from "./migrate";

eachDatabase("who ordered something before", (open) => {
  it("is found by name with the role of this moment, and only among the accounts that count", async () => {
    const { db, kind } = await open();
    const settings = {
      db,
      dialect: kind,
      secret: "a-secret-of-the-tests-that-is-long-enough",
      appUrl: "http://localhost",
    };
    await migrateAuth(settings);
    const auth = createAuthLibrary(settings);
    await signInDemo(auth, "operator");
    await createMember(auth, { email: "ada@example.com", password: "correct horse battery", role: "admin" });

    expect(await findActor(auth, "demo", "operator@demo")).toEqual({
      kind: "member",
      name: "operator@demo",
      role: "operator",
    });
    expect(await findActor(auth, "member", "operator@demo")).toBeNull();
    expect((await findActor(auth, "member", "ada@example.com"))?.role).toBe("admin");
    expect(await findActor(auth, "member", "nobody@example.com")).toBeNull();
  });
});
