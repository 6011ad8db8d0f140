/** Parameters of /templates that choose rows, in the order in which a list URL has them. */
const NAMES = ["q", "region", "status", "deletable", "protected", "tag", "resourceGroup", "sort"] as const;

export type ListParam = (typeof NAMES)[number];

/** The part of a URL that says which rows and in which order; the same choice always gives the same text. */
export function listText(params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of NAMES) {
    for (const value of params.getAll(name)) {
      if (value.trim() !== "") kept.append(name, value.trim());
    }
  }
  return kept.toString();
}

/** A list text with some parameters set anew; null takes one away. */
export function changeList(text: string, changes: Partial<Record<ListParam, string | null>>): string {
  const params = new URLSearchParams(text);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") params.delete(name);
    else params.set(name, value);
  }
  return listText(params);
}

/** Whether anything but the order is chosen. */
export function isFiltered(text: string): boolean {
  return changeList(text, { sort: null }) !== "";
}
