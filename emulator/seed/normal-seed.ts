/** One spelling for each integer ("007" and "7" are the same seed), or null for what is no integer. */
export function normalSeed(text: string): string | null {
  if (!/^-?\d{1,100}$/.test(text)) return null;
  return BigInt(text).toString();
}
