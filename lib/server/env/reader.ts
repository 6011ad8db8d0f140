import "server-only";
import type { Kind } from "./kinds";

export type Source = Readonly<Record<string, string | undefined>>;

/** A missing or malformed variable. The message is one line that names it and what it takes, never its value. */
export class EnvProblem extends Error {
  override readonly name = "EnvProblem";
}

/** Reads single variables; an empty one counts as absent. Every method throws EnvProblem where it says so. */
export class EnvReader {
  constructor(
    private readonly source: Source,
    private readonly readFile: (path: string) => string,
  ) {}

  names(): readonly string[] {
    return Object.keys(this.source);
  }

  raw(name: string): string | undefined {
    return this.source[name] || undefined;
  }

  /** The value, undefined when absent; throws when it is malformed. */
  get<T>(name: string, kind: Kind<T>): T | undefined {
    const text = this.raw(name);
    return text === undefined ? undefined : this.read(name, text, kind);
  }

  /** As `get`, also from the file that `<NAME>_FILE` names, without the line end after its last line. */
  secret<T>(name: string, kind: Kind<T>): T | undefined {
    const path = this.raw(`${name}_FILE`);
    if (path === undefined) return this.get(name, kind);
    if (this.raw(name) !== undefined) {
      throw new EnvProblem(`${name}_FILE takes the place of ${name}: set one of them, not both`);
    }
    return this.read(`${name}_FILE`, this.fileText(name, path), kind, "a file that holds ");
  }

  refuse(name: string, takes: string): never {
    throw new EnvProblem(`${name} takes ${takes}`);
  }

  require(name: string, takes: string, because: string): never {
    throw new EnvProblem(`${name} is required with ${because}: it takes ${takes}`);
  }

  private fileText(name: string, path: string): string {
    try {
      return this.readFile(path).replace(/\r?\n$/, "");
    } catch {
      return this.refuse(`${name}_FILE`, "the path of a file that can be read");
    }
  }

  private read<T>(name: string, text: string, kind: Kind<T>, prefix = ""): T {
    return kind.read(text) ?? this.refuse(name, `${prefix}${kind.takes}`);
  }
}
