import { createPrivateKey } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { prepareDataDir, storedAuthSecret, storedSigningKey } from "./secrets";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "imagekeeper-secrets-"));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

it("makes a secret once and finds the same one again", () => {
  const secret = storedAuthSecret(dataDir);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(storedAuthSecret(dataDir)).toBe(secret);
});

it("makes an Ed25519 key once and finds the same one again", () => {
  const pem = storedSigningKey(dataDir);
  expect(createPrivateKey(pem).asymmetricKeyType).toBe("ed25519");
  expect(storedSigningKey(dataDir)).toBe(pem);
});

it("keeps secrets for their owner only and leaves nothing else behind", () => {
  storedAuthSecret(dataDir);
  storedSigningKey(dataDir);
  expect(readdirSync(dataDir).sort()).toEqual(["audit-signing-key.pem", "auth-secret"]);
  for (const file of readdirSync(dataDir)) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
});

it("takes back rights that somebody gave to others", () => {
  writeFileSync(join(dataDir, "auth-secret"), "s".repeat(40), { mode: 0o644 });
  expect(storedAuthSecret(dataDir)).toBe("s".repeat(40));
  expect(statSync(join(dataDir, "auth-secret")).mode & 0o777).toBe(0o600);
});

it("never replaces a damaged secret and does not repeat it", () => {
  writeFileSync(join(dataDir, "audit-signing-key.pem"), "half-a-key");
  expect(() => storedSigningKey(dataDir)).toThrow(/^AUDIT_SIGNING_KEY takes/);
  expect(() => storedSigningKey(dataDir)).not.toThrow(/half-a-key/);
});

it("says DATA_DIR when the directory cannot be made", () => {
  const file = join(dataDir, "a-file");
  writeFileSync(file, "");
  expect(() => prepareDataDir(join(file, "below"))).toThrow(/^DATA_DIR takes a directory/);
  expect(existsSync(join(file, "below"))).toBe(false);
});
