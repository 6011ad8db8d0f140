import { Agent, get } from "node:http";

export type Watchers = { readonly heard: () => number; readonly open: () => number; close(): void };

/** Opens so many live connections at once, as so many browsers would, and counts the events that come. */
export async function openWatchers(url: string, cookie: string, count: number): Promise<Watchers> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  let heard = 0;
  let open = 0;
  const requests = Array.from({ length: count }, () => {
    const request = get(`${url}/api/live`, { agent, headers: { cookie } });
    const answered = new Promise<void>((resolve, reject) => {
      request.once("response", (response) => {
        if (response.statusCode !== 200) reject(new Error(`a live connection got ${response.statusCode}`));
        open += 1;
        response.on("data", (chunk: Buffer) => {
          heard += chunk.toString("latin1").split("event: change").length - 1;
        });
        response.on("close", () => {
          open -= 1;
        });
        response.on("error", () => undefined);
        resolve();
      });
      request.once("error", reject);
    });
    return { request, answered };
  });
  await Promise.all(requests.map((each) => each.answered));
  return {
    heard: () => heard,
    open: () => open,
    close: () => {
      for (const { request } of requests) {
        request.on("error", () => undefined);
        request.destroy();
      }
    },
  };
}
