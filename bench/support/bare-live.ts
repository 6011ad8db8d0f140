import { createServer, type ServerResponse } from "node:http";

// The floor of a fan-out: a bare node:http server that keeps every GET open and writes the body of each POST to all of them.

const open = new Set<ServerResponse>();

const server = createServer(async (request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": alive\n\n");
    open.add(response);
    response.on("close", () => open.delete(response));
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  for (const each of open) each.write(bytes);
  response.end();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address !== "string")
    process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
});
