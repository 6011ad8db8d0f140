import { ensureBuilt } from "./lib/build.mjs";
import { run } from "./lib/say.mjs";

// What the container image is made from, and what `npm start` does before it starts.
run(ensureBuilt);
