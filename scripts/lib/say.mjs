/** A message that ends a script: one line, no stack. */
class Refusal extends Error {}

/** Prints one step, so that a person sees what goes on. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Throws a Refusal, which `run` prints as one line before it exits with 1. */
export function refuse(line) {
  throw new Refusal(line);
}

/** Runs a script's main function: a Refusal becomes one line on stderr and exit 1, a defect its stack. */
export async function run(main) {
  // A reader that left (`npm start | head`) is no reason to crash before the children are ended.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Refusal ? error.message : error?.stack}\n`);
    process.exitCode = 1;
  }
}
