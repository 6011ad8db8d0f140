/** Columns that may be left out or added; name and actions always stand. */
export const CHOOSABLE_COLUMNS = [
  "region",
  "build",
  "builds",
  "checked",
  "image",
  "tags",
  "deletion",
] as const;
export type ChoosableColumn = (typeof CHOOSABLE_COLUMNS)[number];

export const USUAL_COLUMNS: readonly ChoosableColumn[] = ["region", "build", "image", "tags", "deletion"];

/** The cookie of this browser that keeps the choice for addresses without `columns`. */
export const COLUMNS_COOKIE = "imagekeeper-columns";

/** `columns` of /templates or its cookie: names with commas, `none` for no column; null when nothing is chosen. */
export function parseColumns(text: string | null | undefined): readonly ChoosableColumn[] | null {
  if (text === null || text === undefined || text === "") return null;
  const words = text.split(",");
  return CHOOSABLE_COLUMNS.filter((column) => words.includes(column));
}

/** The text of a choice; null for the usual columns. */
export function formatColumns(columns: readonly ChoosableColumn[]): string | null {
  const ordered = CHOOSABLE_COLUMNS.filter((column) => columns.includes(column));
  if (ordered.join() === USUAL_COLUMNS.join()) return null;
  return ordered.length === 0 ? "none" : ordered.join(",");
}
