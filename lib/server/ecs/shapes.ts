import "server-only";
import type { RawAnswer } from "./exchange";

/** An answer that is not what the API promises. The text names the place, never the value. */
export class Unreadable extends Error {
  readonly place: string;
  readonly requestId: { readonly requestId?: string };

  constructor(place: string, requestId?: string) {
    super(`unreadable answer: ${place}`);
    this.name = "Unreadable";
    this.place = place;
    this.requestId = requestId === undefined ? {} : { requestId };
  }
}

export type Shape = Readonly<Record<string, unknown>>;

export function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body of a success: status 200, an object, a RequestId, not an error in disguise. */
export function successBody(answer: RawAnswer): { readonly body: Shape; readonly requestId: string } {
  if (answer.status !== 200) throw new Unreadable("status");
  if (!isShape(answer.body)) throw new Unreadable("body");
  const requestId = required(answer.body, "RequestId");
  if (typeof answer.body.Code === "string") throw new Unreadable("an error with status 200", requestId);
  return { body: answer.body, requestId };
}

export function object(from: Shape, name: string): Shape {
  const value = from[name];
  if (!isShape(value)) throw new Unreadable(name);
  return value;
}

export function list(from: Shape, name: string): readonly Shape[] {
  const value = from[name];
  if (!Array.isArray(value) || !value.every(isShape)) throw new Unreadable(name);
  return value;
}

/** Text that must be there and not be empty. */
export function required(from: Shape, name: string): string {
  const value = from[name];
  if (typeof value !== "string" || value === "") throw new Unreadable(name);
  return value;
}

/** Text that may be absent or empty: null. A number or boolean is written out, as the SDK does. */
export function optional(from: Shape, name: string): string | null {
  const value = from[name];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Unreadable(name);
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;

/** A time in UTC as the API writes it, with seconds added where it leaves them out. */
export function time(from: Shape, name: string): string {
  const value = required(from, name);
  if (!TIME.test(value) || Number.isNaN(Date.parse(value))) throw new Unreadable(name);
  return value.length === "2020-01-01T00:00Z".length ? value.replace("Z", ":00Z") : value;
}

/** A count that may be absent: null. */
export function count(from: Shape, name: string): number | null {
  const value = from[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Unreadable(name);
  return value;
}
