import { runFolder } from "./lib/run-folder.mjs";
import { run } from "./lib/say.mjs";

run(() => runFolder("bench", "Benchmark"));
