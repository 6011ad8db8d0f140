import { Client } from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "@/lib/server/db/open";
import { eachDatabase, onPostgres } from "@/lib/server/db/testing/databases";
import { followHints, hintOf } from "./hints";
import { gone, write } from "./testing/live-world";
import { outcomeChange } from "./testing/outcomes";

const said = (...change: Parameters<typeof outcomeChange>) => {
  const made = outcomeChange(...change);
  return made.kind === "outcome" ? (hintOf({ seq: 1, ...made })?.kind ?? null) : null;
};

it("what may have changed builds is read, what is deleted is not, and a refusal of our own guard says nothing new", () => {
  expect(said("build.start", "succeeded", "ip-1")).toBe("changed");
  expect(said("build.start", "unknown", "ip-1")).toBe("changed");
  expect(said("build.start", "failed", "ip-1")).toBeNull();
  expect(said("build.cancel", "failed", "ip-1", "InvalidStatus.CancelFailed")).toBe("changed");
  expect(said("template.restore", "succeeded", "ip-2")).toBe("changed");
  expect(said("template.restore", "failed", "ip-2", "QuotaExceeded")).toBeNull();
  expect(said("template.delete", "succeeded", "ip-1")).toBe("gone");
  expect(said("template.delete", "blocked", "ip-1")).toBeNull();
  expect(said("template.delete", "blocked", "ip-1", "ExistRunningTask")).toBe("changed");
  expect(said("template.delete", "denied", "ip-1")).toBeNull();
  expect(said("template.protect", "succeeded", "ip-1")).toBeNull();
});

eachDatabase("hints", (open) => {
  it("come in order, each once, by notice or by a look, and from the last 20 s before the start", async () => {
    const database = await open();
    const heard: string[] = [];
    const handle = { ...database, clock: database.testClock };
    await write(database, [outcomeChange("build.start", "succeeded", "ip-long-ago")]);
    database.testClock.advance(60);
    await write(database, [gone(1), outcomeChange("build.start", "succeeded", "ip-between")]);
    database.testClock.advance(10);
    const hints = followHints(handle, (hint) => heard.push(hint.templateId));
    await hints.look();
    expect(heard).toEqual(["ip-between"]);
    await write(database, [outcomeChange("build.cancel", "succeeded", "ip-told")]);
    await expect.poll(() => heard.at(-1)).toBe("ip-told");
    const many = Array.from({ length: 1_200 }, (_, id) =>
      outcomeChange("build.start", "succeeded", `ip-${id}`),
    );
    for (let from = 0; from < many.length; from += 300) {
      await write(database, many.slice(from, from + 300), "lost");
    }
    await hints.look();
    expect(heard).toEqual(["ip-between", "ip-told", ...many.map((_, id) => `ip-${id}`)]);
    hints.stop();
    await write(database, [outcomeChange("build.start", "succeeded", "ip-after")]);
    await hints.look();
    expect(heard.at(-1)).toBe("ip-1199");
  });
});

onPostgres("hints", (open) => {
  it("reach the replica that collects from another one, also when its listening connection was killed", async () => {
    const leader = await open();
    if (leader.options.kind !== "postgres") throw new Error("not PostgreSQL");
    const opened = await openDatabase(leader.options);
    const other = { ...opened, testClock: leader.testClock, options: leader.options };
    const heard: string[] = [];
    const hints = followHints({ ...leader, clock: leader.testClock }, (hint) => heard.push(hint.templateId));
    await write(other, [outcomeChange("build.start", "succeeded", "ip-1")]);
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["ip-1"]);

    const admin = new Client({ connectionString: leader.options.url });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
    );
    await admin.end();
    await write(other, [outcomeChange("template.delete", "succeeded", "ip-2")]);
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["ip-1", "ip-2"]);
    hints.stop();
    await opened.close();
  });
});
