import { runConsole } from "./lib/console.mjs";
import { refuse, run } from "./lib/say.mjs";

const args = process.argv.slice(2);

run(async () => {
  const unknown = args.find((arg) => arg !== "--fresh");
  if (unknown) refuse(`${JSON.stringify(unknown)} is not an option of npm start; it takes --fresh.`);
  await runConsole({ fresh: args.includes("--fresh") });
});
