import { readFileSync } from "node:fs";
import { createServer } from "node:http";

// The floor: a bare node:http server that answers every request with the same bytes, which the file of the first
// argument holds, under the headers that the second one does.

const [bytesFile = "", headersFile = ""] = process.argv.slice(2);
const bytes = readFileSync(bytesFile);
const headers = JSON.parse(readFileSync(headersFile, "utf8")) as string[];

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(bytes);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address !== "string")
    process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
});
