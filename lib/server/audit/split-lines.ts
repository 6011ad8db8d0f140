import "server-only";

const LF = 0x0a;
const NOTHING: Uint8Array = Buffer.alloc(0);

/**
 * The lines of a stream of bytes without their LF, whatever pieces they come in; a last one may lack its LF.
 * Only LF ends a line: the separators of Unicode may stand inside a JSON text.
 */
export async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = NOTHING;
  for await (const piece of bytes) {
    let start = 0;
    for (let end = piece.indexOf(LF); end !== -1; end = piece.indexOf(LF, start)) {
      const line = piece.subarray(start, end);
      yield rest.length === 0 ? line : Buffer.concat([rest, line]);
      rest = NOTHING;
      start = end + 1;
    }
    if (start < piece.length) rest = Buffer.concat([rest, piece.subarray(start)]);
  }
  if (rest.length > 0) yield rest;
}
