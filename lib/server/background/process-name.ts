import "server-only";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Runtime } from "../runtime";

/** The embedded database has one console at a time: under one name it takes its own work over at once after a restart. */
export function processName({ database }: Runtime): string {
  return database.kind === "sqlite"
    ? "embedded"
    : `${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
}
