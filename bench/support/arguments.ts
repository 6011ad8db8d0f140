const given = process.argv.slice(2);

/** The numbers after the program's name, or the ones that count when there are none. */
export function numbers(...usual: readonly number[]): number[] {
  const read = given.map(Number);
  if (read.some((number) => !Number.isFinite(number) || number < 0)) {
    process.stderr.write(`only numbers, the usual ones are ${usual.join(" ")}\n`);
    process.exit(2);
  }
  return usual.map((number, index) => read[index] ?? number);
}

/** All the numbers that were given, or the usual ones. */
export function list(...usual: readonly number[]): readonly number[] {
  return given.length > 0 ? given.map(Number) : usual;
}

/** Where the figures are kept: a try with numbers of its own does not overwrite what counts. */
export function resultName(name: string): string {
  return given.length > 0 ? `${name}-try` : name;
}
