/** What the small part of YAML that components use can say. */
export type Yaml = string | number | boolean | null | Yaml[] | { [key: string]: Yaml };

/** A text that is not such YAML. */
export class YamlError extends Error {}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Lines are read one after the other; blocks take those that are indented more. */
class Reader {
  private at = 0;
  private readonly lines: Line[];

  constructor(source: string) {
    this.lines = source.split(/\r?\n/).map((raw) => {
      const text = raw.trimEnd();
      if (/^ *\t/.test(text)) throw new YamlError("tabs do not indent");
      return { indent: text.length - text.trimStart().length, text: text.trimStart() };
    });
  }

  peek(): Line | undefined {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at];
      if (line && line.text !== "" && !line.text.startsWith("#") && line.text !== "---") return line;
      this.at++;
    }
    return undefined;
  }

  next(): void {
    this.at++;
  }

  /** The rest of a line in the place of the line, indented as it stands there. */
  replace(line: Line): void {
    this.lines[this.at] = line;
  }

  /** A block text (`|` or `>`): all lines that are blank or indented more. */
  block(indent: number, joiner: string): string {
    const texts: string[] = [];
    for (let line = this.lines[this.at]; line; line = this.lines[++this.at]) {
      if (line.text !== "" && line.indent <= indent) break;
      texts.push(line.text);
    }
    return texts.join(joiner);
  }
}

/** A key that is not quoted; a colon follows it. */
const PLAIN = /^(?:[^\s'"#&*!|>%@`{[\]},-][^#]*|[^\s'"]\S*)$/;

/** Key and value of `key: value`, or null. Read from colon to colon: no line makes it look twice. */
function pairOf(text: string): { readonly name: string; readonly rest: string } | null {
  const quote = /^["']/.exec(text)?.[0];
  const closing = quote === undefined ? 0 : text.indexOf(quote, 1);
  const colon = closing < 0 ? -1 : text.indexOf(":", closing);
  if (colon < 0 || /^\S/.test(text.slice(colon + 1))) return null;
  const name = text.slice(0, colon).trimEnd();
  if (quote === undefined ? !PLAIN.test(name) : name.length !== closing + 1) return null;
  return { name: unquote(name), rest: text.slice(colon + 1).trim() };
}

const DEPTH = 20;

function unquote(text: string): string {
  if (text.startsWith('"') && text.endsWith('"') && text.length > 1) {
    try {
      return String(JSON.parse(text));
    } catch {
      throw new YamlError("a quoted text is broken");
    }
  }
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1)
    return text.slice(1, -1).replaceAll("''", "'");
  return text;
}

function scalar(raw: string): Yaml {
  const text = /^["']/.test(raw) ? raw : raw.replace(/\s#.*$/, "").trimEnd();
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Yaml;
    } catch {
      throw new YamlError("a list or map in one line must be JSON");
    }
  }
  if (/^["']/.test(text)) return unquote(text);
  if (text === "" || text === "~" || text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function value(reader: Reader, text: string, indent: number, depth: number): Yaml {
  if (/^[|>][+-]?$/.test(text)) return reader.block(indent, text.startsWith("|") ? "\n" : " ");
  if (text !== "") return scalar(text);
  const line = reader.peek();
  if (!line) return null;
  if (line.indent > indent || (line.indent === indent && line.text.startsWith("- "))) {
    return node(reader, line.indent, depth + 1);
  }
  return null;
}

function list(reader: Reader, indent: number, depth: number): Yaml[] {
  const items: Yaml[] = [];
  for (
    let line = reader.peek();
    line?.indent === indent && /^-(\s|$)/.test(line.text);
    line = reader.peek()
  ) {
    const rest = line.text.slice(1).trimStart();
    if (pairOf(rest) !== null) {
      const inner = indent + line.text.length - rest.length;
      reader.replace({ indent: inner, text: rest });
      items.push(node(reader, inner, depth + 1));
    } else {
      reader.next();
      items.push(value(reader, rest, indent, depth));
    }
  }
  return items;
}

function map(reader: Reader, indent: number, depth: number): { [key: string]: Yaml } {
  const found = new Map<string, Yaml>();
  for (let line = reader.peek(); line?.indent === indent; line = reader.peek()) {
    const pair = pairOf(line.text);
    if (pair === null) throw new YamlError("a key with a colon is expected");
    if (found.has(pair.name)) throw new YamlError("a key stands twice");
    reader.next();
    found.set(pair.name, value(reader, pair.rest, indent, depth));
  }
  return Object.fromEntries(found);
}

function node(reader: Reader, indent: number, depth: number): Yaml {
  if (depth > DEPTH) throw new YamlError("it is nested too deep");
  return /^-(\s|$)/.test(reader.peek()?.text ?? "")
    ? list(reader, indent, depth)
    : map(reader, indent, depth);
}

/** Reads block maps, lists, plain and quoted scalars, block texts. Throws YamlError for anything else. */
export function parseYaml(source: string): Yaml {
  const reader = new Reader(source);
  const first = reader.peek();
  if (!first) return null;
  const root = node(reader, first.indent, 0);
  if (reader.peek()) throw new YamlError("the indentation does not fit");
  return root;
}
