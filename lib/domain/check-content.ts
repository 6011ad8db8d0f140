import type { Finding } from "./finding";

/** 16 KB, counted as bytes of UTF-8: the page does not say, and this is the stricter reading. */
const MOST_BYTES = 16_384;
/** Texts up to December 2024 name it; its error code is still listed. */
const MOST_COMMANDS = 127;
const COMMANDS = new Set([
  ...["FROM", "RUN", "ENV", "WORKDIR", "COPY", "USER", "LABEL", "CMD", "ENTRYPOINT", "RESTART", "COMPONENT"],
]);

/** What ECS would refuse of a Dockerfile-like content: its size, the number of commands, unknown and empty ones. Pure. */
export function checkContent(field: string, content: string | undefined): Finding[] {
  if (content === undefined) return [];
  const refused = (rule: Finding["rule"], params: Finding["params"] = {}): Finding => ({
    weight: "refused",
    rule,
    params: { field, ...params },
  });
  const findings: Finding[] = [];
  const bytes = new TextEncoder().encode(content).length;
  if (bytes > MOST_BYTES) findings.push(refused("content-size", { value: bytes, max: MOST_BYTES }));
  const commands = commandsOf(content);
  if (commands.length > MOST_COMMANDS) {
    findings.push(refused("content-commands", { value: commands.length, max: MOST_COMMANDS }));
  }
  if (commands.length === 0) findings.push(refused("content-empty"));
  const odd = commands.find(
    ({ word, rest }) => !COMMANDS.has(word) || (rest === "") !== (word === "RESTART"),
  );
  if (odd) findings.push(refused("content-command", { value: odd.word.slice(0, 40), line: odd.line }));
  if (commands.some(({ word }) => word === "FROM")) {
    findings.push({ weight: "note", rule: "from-ignored", params: { field } });
  }
  return findings;
}

/** The commands with the lines they begin at; a backslash at a line's end joins the next one, `#` begins a comment. */
function commandsOf(content: string): { word: string; rest: string; line: number }[] {
  const lines = content.split(/\r?\n/);
  const commands: { word: string; rest: string; line: number }[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let text = (lines[index] ?? "").trim();
    if (text === "" || text.startsWith("#")) continue;
    while (text.endsWith("\\") && index + 1 < lines.length) {
      index += 1;
      text = `${text.slice(0, -1)} ${(lines[index] ?? "").trim()}`;
    }
    const [word = ""] = text.split(/\s/, 1);
    commands.push({ word: word.toUpperCase(), rest: text.slice(word.length).trim(), line });
  }
  return commands;
}
