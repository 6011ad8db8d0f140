import { runConsole } from "./lib/console.mjs";
import { run } from "./lib/say.mjs";

run(() => runConsole({ dev: true }));
