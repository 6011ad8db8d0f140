import "server-only";
import { readFile } from "node:fs/promises";
import type { Checkpoint } from "./checkpoint";

/** A checkpoint as GET /api/audit/checkpoint answered it. Throws an Error with one line when the file holds none. */
export async function readCheckpointFile(file: string): Promise<Checkpoint> {
  const text = await readFile(file, "utf8");
  const value = parse(text);
  if (!isCheckpoint(value))
    throw new Error(`${file} holds no checkpoint { seq, hash, at, publicKey, signature }`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== "object" || value === null) return false;
  const { seq, hash, at, publicKey, signature } = value as Record<string, unknown>;
  return (
    typeof seq === "number" &&
    Number.isSafeInteger(seq) &&
    seq > 0 &&
    [hash, at, publicKey, signature].every((member) => typeof member === "string")
  );
}
