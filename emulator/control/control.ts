import type { Endpoint } from "../endpoint";

/** A control call: what came, with the named parts of its path. */
export interface ControlCall {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a control call answers; `stream` for what may be too long for one text. */
export interface ControlAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly stream?: Iterable<string>;
}

/** A control call: one file each, registered in the table. */
export interface Control {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/_emulator/`; `:id` stands for any one part. */
  readonly path: string;
  run(endpoint: Endpoint, call: ControlCall): ControlAnswer;
}

/** A control call that makes no sense: the message says what it takes. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A text field of a body. Throws ControlError. */
export function text(body: ControlCall["body"], name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw new ControlError(400, `${name} must be a text`);
  return value;
}

/** A text field of a body that may be absent. Throws ControlError. */
export function maybeText(body: ControlCall["body"], name: string): string | undefined {
  return body[name] === undefined ? undefined : text(body, name);
}
