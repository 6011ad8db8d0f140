import { generateKeyPairSync } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { latestCheckpoint } from "../audit/checkpoint";
import { appendSamples } from "../audit/testing/events";
import { eachDatabase } from "../db/testing/databases";
import type { Runtime } from "../runtime";
import { startCheckpoints } from "./checkpoints";

const auditSigningKey = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

afterEach(() => {
  vi.useRealTimers();
});

eachDatabase("checkpoints", (open) => {
  it("are signed at the start, a minute later when something happened, and at a clean stop", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const database = await open();
    const { db, testClock } = database;
    const signed = async () => (await latestCheckpoint(db))?.seq ?? null;
    await appendSamples(db, testClock, 2);
    const work = startCheckpoints({ database, env: { auditSigningKey } } as unknown as Runtime);
    await vi.waitFor(async () => expect(await signed()).toBe(2));

    await appendSamples(db, testClock, 1);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(async () => expect(await signed()).toBe(3));

    await appendSamples(db, testClock, 1);
    await work.stop();
    expect(await signed()).toBe(4);
  });
});
