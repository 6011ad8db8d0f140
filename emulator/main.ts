import { HELP } from "./help";
import { JournalError } from "./journal/journal";
import { OptionError, parseOptions, type Settings } from "./options";
import { startEmulator } from "./server";

function settingsOf(args: readonly string[]): Settings {
  try {
    return parseOptions(args);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
process.on("disconnect", () => process.exit(0));

if (process.argv.includes("--help")) {
  console.log(HELP);
  process.exit(0);
}

const settings = settingsOf(process.argv.slice(2));
const log = settings.verbose ? (line: string) => console.log(line) : undefined;
try {
  const { url } = await startEmulator({ ...settings, ...(log ? { log } : {}) });
  console.log(`listening on ${url}`);
} catch (error) {
  if (error instanceof JournalError) {
    console.error(error.message);
    process.exit(2);
  }
  const code = (error as NodeJS.ErrnoException).code;
  console.error(
    code === "EADDRINUSE"
      ? `--port ${settings.port} is in use`
      : `cannot start: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(1);
}
