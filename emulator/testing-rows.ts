/** A row of a table of refusals: parameters that are laid over those of a good call, the code, the status (400). */
export type Row = [what: string, parameters: Record<string, string>, code: string, status?: number];

/** A list parameter of so many members. */
export const many = (name: string, count: number, value: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}.${index + 1}`, value(index)]));

/** The rows as test cases, over the parameters of a good call. */
export const rows = (list: Row[], base: Record<string, string>) =>
  list.map(([what, parameters, code, status = 400]) => ({
    what,
    parameters: { ...base, ...parameters },
    code,
    status,
  }));
