import type { ErrorDto } from "@/lib/contracts/error";

/** A read of ours that failed; `error` is what the screen shows, `status` the HTTP status (0: no answer). */
export class ReadError extends Error {
  readonly error: ErrorDto;
  readonly status: number;

  constructor(error: ErrorDto, status: number) {
    super(error.code);
    this.name = "ReadError";
    this.error = error;
    this.status = status;
  }
}

/** GETs JSON of ours. Throws ReadError; without any answer its code is `internal` and its status 0. */
export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    cache: "no-store",
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    return null;
  });
  if (response === null) throw new ReadError({ code: "internal" }, 0);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  throw new ReadError(errorOf(body, response.status), response.status);
}

function errorOf(body: unknown, status: number): ErrorDto {
  if (typeof body === "object" && body !== null && "error" in body) {
    const error = body.error;
    if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
      return error as ErrorDto;
    }
  }
  return { code: status === 401 ? "not-signed-in" : status === 404 ? "not-found" : "internal" };
}
