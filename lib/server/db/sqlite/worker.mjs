// The thread that waits for the disk: libsql is synchronous, so no deadline could fire beside it.
// In: { id, sql, parameters }. Out: { id, columns, rows, changes, lastId, open } or { id, error, open }.
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "libsql";

const { file, onlyRead, busyMs, setUp } = workerData;
let db = null;

function open() {
  if (!onlyRead) makePrivate(file);
  const opened = new Database(
    onlyRead ? `file:${encodeURI(file).replace(/[?#]/g, encodeURIComponent)}?mode=ro` : file,
    {
      timeout: busyMs,
    },
  );
  for (const sql of setUp) opened.prepare(sql).all();
  return opened;
}

// Only ever created, never opened and closed again: that would drop this process's locks on the file.
function makePrivate(path) {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  for (const name of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(name)) chmodSync(name, 0o600);
}

function run(sql, parameters) {
  db ??= open();
  const statement = db.prepare(sql);
  if (!statement.reader) {
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { columns: [], rows: [], changes, lastId: lastInsertRowid };
  }
  const columns = statement.columns().map((column) => column.name);
  return { columns, rows: statement.raw().all(parameters), changes: null, lastId: null };
}

parentPort.on("message", ({ id, sql, parameters, close }) => {
  if (close) {
    db?.close();
    db = null;
    parentPort.postMessage({ id, columns: [], rows: [], changes: null, lastId: null, open: false });
    return;
  }
  try {
    parentPort.postMessage({ id, ...run(sql, parameters), open: db.inTransaction });
  } catch (error) {
    const code = typeof error.code === "string" ? error.code : "SQLITE_ERROR";
    parentPort.postMessage({ id, error: { message: error.message, code }, open: db?.inTransaction ?? false });
  }
});
