import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

function ask(host, port) {
  return new Promise((resolve) => {
    const request = get({ host, port, path: "/api/health", timeout: 2000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(0));
  });
}

/** The address at which this machine reaches a server that listens on `host`. */
function reachable(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** Resolves when `GET /api/health` answers 200. The caller races it against the server's end. */
export async function waitForHealth(host, port) {
  while ((await ask(reachable(host), port)) !== 200) await sleep(100);
}
