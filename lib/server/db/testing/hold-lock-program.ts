// Run as a program by tests: holds the lock of a folder until it is killed or its stdin ends.
import { acquireLock } from "../sqlite/lock";

acquireLock(process.argv[2] ?? "", { waitMs: 0, sleep: async () => {} }).then(
  () => process.stdout.write("held\n"),
  (error: Error) => process.stdout.write(`${error.message}\n`),
);
process.stdin.on("end", () => process.exit());
process.stdin.resume();
