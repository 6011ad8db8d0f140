import "server-only";
import { type Kysely, sql } from "kysely";
import { columnTypes, type DatabaseKind } from "./column-types";

type ColumnWord = "text" | "text?" | "int" | "int?" | "id";
type Columns = Readonly<Record<string, ColumnWord>>;

/** Tables by name: columns in order, and the primary key where it is not an `id`. */
export type Tables = Readonly<Record<string, { columns: Columns; key?: readonly string[] }>>;

/** Indexes by name: what each is on, and for one of a part of the table the condition. */
export type Indexes = Readonly<Record<string, string>>;

/** Creates the tables, without indexes. */
export async function createTables(db: Kysely<unknown>, kind: DatabaseKind, tables: Tables): Promise<void> {
  for (const [name, table] of Object.entries(tables)) {
    let builder = db.schema.createTable(name);
    for (const [column, word] of Object.entries(table.columns)) {
      const nullable = word.endsWith("?") || word === "id";
      builder = builder.addColumn(column, typeOf(kind, word), (c) => (nullable ? c : c.notNull()));
    }
    if (table.key) builder = builder.addPrimaryKeyConstraint(`${name}_key`, [...table.key] as never);
    await builder.execute();
  }
}

/** Adds columns, all of which may be null, to a table that has rows. */
export async function addColumns(
  db: Kysely<unknown>,
  kind: DatabaseKind,
  table: string,
  columns: Readonly<Record<string, "text?" | "int?">>,
): Promise<void> {
  for (const [column, word] of Object.entries(columns)) {
    await db.schema.alterTable(table).addColumn(column, typeOf(kind, word)).execute();
  }
}

/** Creates indexes, then the unique ones. */
export async function createIndexes(db: Kysely<unknown>, indexes: Indexes, unique: Indexes): Promise<void> {
  for (const [name, target] of Object.entries(indexes)) {
    await sql.raw(`create index ${name} on ${target}`).execute(db);
  }
  for (const [name, target] of Object.entries(unique)) {
    await sql.raw(`create unique index ${name} on ${target}`).execute(db);
  }
}

function typeOf(kind: DatabaseKind, word: ColumnWord) {
  const types = columnTypes[kind];
  return types[word.replace("?", "") as keyof typeof types];
}
