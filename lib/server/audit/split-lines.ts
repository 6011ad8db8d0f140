import "server-only";

/**
 * Cuts a stream of bytes into lines without their LF, a character a byte, whatever pieces they come in.
 * Only LF ends a line: the separators of Unicode may stand inside a JSON text.
 */
export class LineSplitter {
  #rest = "";

  /** The lines that this piece ends. */
  push(piece: Uint8Array): string[] {
    const lines = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      .toString("latin1")
      .split("\n");
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? "";
    return lines;
  }

  /** A last line that lacks its LF, or null. */
  end(): string | null {
    return this.#rest === "" ? null : this.#rest;
  }
}
