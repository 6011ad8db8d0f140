/** One command of a content, its continued lines joined. */
export interface Command {
  /** In capitals, such as RUN. */
  readonly name: string;
  readonly rest: string;
  /** Ends in a backslash that nothing follows. */
  readonly dangling: boolean;
}

/** Bytes that a content may have. */
export const CONTENT_BYTES = 16_384;

/** Commands that a content may have (texts up to December 2024; the code is still listed). */
export const COMMANDS = 127;

/** The commands of a content; blank lines and comments are none. */
export function commandsOf(content: string): Command[] {
  const commands: Command[] = [];
  const lines = content.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    let line = (lines[index] ?? "").trim();
    if (line === "" || line.startsWith("#")) continue;
    while (line.endsWith("\\") && index + 1 < lines.length) {
      line = `${line.slice(0, -1)} ${(lines[++index] ?? "").trim()}`;
    }
    const [name = ""] = line.split(/\s/, 1);
    commands.push({
      name: name.toUpperCase(),
      rest: line.slice(name.length).trim(),
      dangling: line.endsWith("\\"),
    });
  }
  return commands;
}
