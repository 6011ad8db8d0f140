import type { Instrumentation } from "next";

/** Called once by the framework before the first request; everything behind it is for Node only. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startBackground } = await import("@/lib/server/background");
  await startBackground();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("@/lib/server/background");
  logRequestError(error, `${request.method} ${context.routePath}`);
};
