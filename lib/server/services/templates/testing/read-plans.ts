import "server-only";
import { type KyselyPlugin, type PluginTransformQueryArgs, type RootOperationNode, sql } from "kysely";
import type { Db } from "@/lib/server/context";
import { isPostgres } from "../is-postgres";

/** A database that remembers what it is asked, and the plans of all that. */
export function explaining(db: Db): { readonly db: Db; readonly plans: () => Promise<string[]> } {
  const asked: PluginTransformQueryArgs[] = [];
  const remember: KyselyPlugin = {
    transformQuery: (args): RootOperationNode => {
      asked.push(args);
      return args.node;
    },
    transformResult: async ({ result }) => result,
  };
  const onPostgres = isPostgres(db);
  const explain = async (trx: Db, { node, queryId }: PluginTransformQueryArgs) => {
    const query = trx.getExecutor().compileQuery(node, queryId);
    const parts = query.sql.split(onPostgres ? /\$\d+/ : "?");
    const values = onPostgres
      ? [...query.sql.matchAll(/\$(\d+)/g)].map((found) => query.parameters[Number(found[1]) - 1])
      : query.parameters;
    const whole = parts.map((part, at) =>
      at < values.length ? sql`${sql.raw(part)}${values[at]}` : sql.raw(part),
    );
    // What sets something for the transaction is done, in its place.
    const head = query.sql.startsWith("select set_config")
      ? ""
      : onPostgres
        ? "explain "
        : "explain query plan ";
    const { rows } = await sql<Record<string, unknown>>`${sql.raw(head)}${sql.join(whole, sql``)}`.execute(
      trx,
    );
    return rows.map((row) => String(row.detail ?? row["QUERY PLAN"])).join("\n");
  };
  const plans = () =>
    db.transaction().execute(async (trx) => {
      const texts: string[] = [];
      for (const args of asked.splice(0)) texts.push(await explain(trx, args));
      return texts;
    });
  return { db: db.withPlugin(remember), plans };
}
