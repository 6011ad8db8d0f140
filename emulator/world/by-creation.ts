/** The order of listings: creation time, newest first, then ID. */
export function byCreation(
  left: { readonly createdAt: number; readonly id: string },
  right: { readonly createdAt: number; readonly id: string },
): number {
  if (left.createdAt !== right.createdAt) return right.createdAt - left.createdAt;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
