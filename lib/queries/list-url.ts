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

/** New values of some parameters; null takes one away, several stand beside each other. */
export type ListChanges = Partial<Record<ListParam, string | readonly string[] | null>>;

/** A list text with some parameters set anew. */
export function changeList(text: string, changes: ListChanges): string {
  const params = new URLSearchParams(text);
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  return listText(params);
}

/** Whether anything but the order is chosen. */
export function isFiltered(text: string): boolean {
  return changeList(text, { sort: null }) !== "";
}
