import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

function tryBind(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * Waits until a port can be bound: the children of a killed console need a moment to leave.
 * Resolves to null, or after `patience` ms to the error code (`EADDRINUSE`, `EACCES` …).
 */
export async function waitForPort(port, host, patience = 6000) {
  const end = Date.now() + patience;
  for (;;) {
    const code = await tryBind(port, host);
    if (code !== "EADDRINUSE" || Date.now() > end) return code;
    await sleep(200);
  }
}
