import "server-only";

export type VerifyArguments = { readonly file: string | null; readonly checkpoint: string | null };

const USAGE = "usage: npm run audit:verify -- [FILE.jsonl] [--checkpoint FILE.json]";

/** Arguments of the verifier. Throws an Error with one line for anything else than the usage says. */
export function parseVerifyArguments(args: readonly string[]): VerifyArguments {
  let file: string | null = null;
  let checkpoint: string | null = null;
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--checkpoint" || word.startsWith("--checkpoint=")) {
      const value = word.includes("=") ? word.slice(word.indexOf("=") + 1) : rest.shift();
      if (!value || checkpoint !== null) throw new Error(`--checkpoint takes one file; ${USAGE}`);
      checkpoint = value;
    } else if (word.startsWith("-")) throw new Error(`unknown option ${word}; ${USAGE}`);
    else if (file !== null) throw new Error(`one FILE.jsonl at most; ${USAGE}`);
    else file = word;
  }
  return { file, checkpoint };
}
