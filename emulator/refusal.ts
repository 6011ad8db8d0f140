/** An answer that refuses: thrown by rules, written by the protocol layer as the documented error. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

/** 400: most broken limits. */
export const bad = (code: string, message: string) => new Refusal(400, code, message);

/** 403: a state or a right that forbids it. */
export const forbidden = (code: string, message: string) => new Refusal(403, code, message);

/** 404: nothing of that ID, and some odd ones. */
export const missing = (code: string, message: string) => new Refusal(404, code, message);
