// Runs one PostgreSQL as an unprivileged user and ends it with its parent, however that ends: stdin closes then.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const [binary, folder, user, ...args] = process.argv.slice(2);
const as = user === "" ? {} : { uid: Number(user.split(":")[0]), gid: Number(user.split(":")[1]) };
const server = spawn(binary, args, { ...as, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });

server.stderr.pipe(process.stderr);
server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
// SIGINT is PostgreSQL's fast stop: it disconnects everyone and ends cleanly.
process.stdin.on("end", () => server.kill("SIGINT"));
process.stdin.resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill("SIGINT"));
