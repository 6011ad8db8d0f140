/** A text of HCL in double quotes. Source: HCL native syntax, quoted templates: `${` and `%{` begin something there. */
export function hclString(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must be written as numbers
      /[\0-\x1f\x7f\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `"${sparing(escaped)}"`;
}

/**
 * A text of several lines as people write it, where HCL can say it that way; else in quotes. A heredoc ends with a
 * line break, which `chomp` takes away again.
 */
export function hclLines(text: string): string {
  const ends = text.endsWith("\n");
  const lines = (ends ? text.slice(0, -1) : text).split("\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a heredoc cannot hold
  const isPlain = lines.length > 1 && !/[\0-\x08\x0b-\x1f\x7f\u2028\u2029]/.test(text);
  // `chomp` would take every break at the end.
  if (!isPlain || lines.at(-1) === "") return hclString(text);
  const mark = freeMark(lines);
  const heredoc = `<<${mark}\n${sparing(lines.join("\n"))}\n${mark}\n`;
  return ends ? heredoc : `chomp(${heredoc})`;
}

function sparing(text: string): string {
  return text.replace(/[$%]\{/g, (begin) => `${begin[0]}${begin}`);
}

function freeMark(lines: readonly string[]): string {
  const taken = new Set(lines.map((line) => line.trim()));
  for (let number = 0; ; number += 1) {
    const mark = number === 0 ? "EOT" : `EOT${number}`;
    if (!taken.has(mark)) return mark;
  }
}
