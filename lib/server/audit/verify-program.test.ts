import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { eachDatabase, type TestDatabase } from "../db/testing/databases";
import { writeCheckpoint } from "./checkpoint";
import { appendSamples, exportAll } from "./testing/events";

type Ended = { readonly code: number | null; readonly text: string };

function verify(args: readonly string[], database?: TestDatabase["options"]): Promise<Ended> {
  const program = path.join(import.meta.dirname, "verify-program.ts");
  const { PATH = "", HOME = "" } = process.env;
  const where =
    database?.kind === "sqlite"
      ? { DATA_DIR: database.dataDir }
      : database
        ? { DATABASE_URL: database.url }
        : {};
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program, ...args], {
    env: { PATH, HOME, NODE_ENV: "test", ...where },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (piece) => {
    text += piece;
  });
  child.stderr.on("data", (piece) => {
    text += piece;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, text })));
}

eachDatabase("npm run audit:verify", (open, kind) => {
  it("checks a running console's database, an export and a checkpoint, and exits 1 with the first broken number", async () => {
    const database = await open();
    const folder = await mkdtemp(path.join(tmpdir(), "imagekeeper-verify-"));
    const file = (name: string) => path.join(folder, name);
    const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await appendSamples(database.db, database.testClock, 5);
    const lines = (await exportAll(database.db)).split("\n");
    const checkpoint = await writeCheckpoint(database.db, database.testClock, key);
    await writeFile(file("log.jsonl"), lines.join("\n"));
    await writeFile(file("cut.jsonl"), lines.slice(0, 3).join("\n"));
    await writeFile(file("changed.jsonl"), lines.join("\n").replace("admin@demo", "root@demo"));
    await writeFile(file("checkpoint.json"), JSON.stringify(checkpoint));

    const [ofDatabase, ofExport, cut, changed] = await Promise.all([
      verify(["--checkpoint", file("checkpoint.json")], database.options),
      verify([file("log.jsonl"), "--checkpoint", file("checkpoint.json")]),
      verify([file("cut.jsonl"), "--checkpoint", file("checkpoint.json")]),
      verify([file("changed.jsonl")]),
    ]);
    expect(ofDatabase).toEqual({ code: 0, text: "5 events, chain intact\n" });
    expect(ofExport).toEqual({ code: 0, text: "5 events, chain intact\n" });
    expect(cut).toEqual({ code: 1, text: expect.stringMatching(/^chain broken at 4: .*\n$/) });
    expect(changed).toEqual({ code: 1, text: expect.stringMatching(/^chain broken at 2: .*\n$/) });
    // The console goes on undisturbed.
    await appendSamples(database.db, database.testClock, 1);
    await rm(folder, { recursive: true });
  }, 120_000);

  if (kind === "sqlite") {
    it("checks the database of a console that was stopped, too", async () => {
      const database = await open();
      await appendSamples(database.db, database.testClock, 3);
      await database.close();
      expect(await verify([], database.options)).toEqual({ code: 0, text: "3 events, chain intact\n" });
    }, 60_000);
  }
});

it("says in one line what is wrong with its arguments, or that there is no database", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "imagekeeper-verify-"));
  const [unknown, missing, none] = await Promise.all([
    verify(["--what"]),
    verify([path.join(folder, "missing.jsonl")]),
    verify([], { kind: "sqlite", dataDir: folder }),
  ]);
  expect(unknown).toEqual({ code: 1, text: expect.stringMatching(/^unknown option --what; usage: .*\n$/) });
  expect(missing).toEqual({ code: 1, text: expect.stringMatching(/^ENOENT.*missing\.jsonl.*\n$/) });
  expect(none).toEqual({ code: 1, text: expect.stringMatching(/^DATA_DIR holds no database: .*\n$/) });
  await rm(folder, { recursive: true });
}, 60_000);
