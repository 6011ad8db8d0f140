/** Mutants that change nothing that anybody could see, each with its reason. `line` where the same text stands twice. */
export const EQUAL: readonly {
  readonly file: string;
  readonly line?: number;
  readonly was: string;
  readonly is: string;
  readonly why: string;
}[] = [
  {
    file: "lib/domain/deletability.ts",
    line: 50,
    was: "1",
    is: "2",
    why: "a comparison's sign is all that sorting looks at",
  },
  {
    file: "lib/domain/build-status.ts",
    line: 57,
    was: '"PARTITION_SUCCESS"',
    is: '""',
    why: "a word that is not listed shows a warning, too",
  },
  {
    file: "lib/server/audit/canonical.ts",
    line: 25,
    was: "<",
    is: "<=",
    why: "no object has two members of one name",
  },
  {
    file: "lib/server/audit/canonical.ts",
    line: 25,
    was: "1",
    is: "2",
    why: "a comparison's sign is all that sorting looks at",
  },
];
