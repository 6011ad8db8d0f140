import "server-only";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ed25519Key, type Kind, matching } from "./kinds";
import { EnvProblem } from "./reader";

/** Makes DATA_DIR, readable by its owner only. Throws EnvProblem when that cannot be done. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch {
    throw new EnvProblem("DATA_DIR takes a directory that can be made and written to");
  }
}

/** The session secret of this DATA_DIR, made at the first start. Throws EnvProblem when it cannot be kept or is damaged. */
export function storedAuthSecret(dataDir: string): string {
  const kind = matching("at least 32 characters", /^[^\r\n]{32,1024}$/);
  return stored(dataDir, "AUTH_SECRET", "auth-secret", kind, () => randomBytes(48).toString("base64url"));
}

/** The signing key of this DATA_DIR as PEM, made at the first start. Throws EnvProblem as `storedAuthSecret`. */
export function storedSigningKey(dataDir: string): string {
  return stored(dataDir, "AUDIT_SIGNING_KEY", "audit-signing-key.pem", ed25519Key, () =>
    generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  );
}

function stored(dataDir: string, name: string, file: string, kind: Kind<string>, make: () => string): string {
  const path = join(dataDir, file);
  try {
    keepOnce(path, make);
    chmodSync(path, 0o600);
  } catch {
    throw new EnvProblem(`DATA_DIR takes a directory that can be written to: ${file} cannot be kept there`);
  }
  const value = kind.read(readFileSync(path, "utf8").replace(/\n$/, ""));
  if (value === undefined) throw new EnvProblem(`${name} takes ${kind.takes}: ${path} holds something else`);
  return value;
}

/** A link appears whole or not at all, so that two starts at once agree and a crash leaves no half secret. */
function keepOnce(path: string, make: () => string): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(draft, make(), { mode: 0o600, flag: "wx", flush: true });
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
