import { onOrphaned } from "./orphaned.mjs";

const stoppers = new Set();
let stopping = null;

/** Has the end begun? Then a child that dies was told to. */
export const isStopping = () => stopping !== null;

/** Registers what must be ended when this script ends; the function returned takes it back. */
export function stopWith(stopper) {
  stoppers.add(stopper);
  return () => stoppers.delete(stopper);
}

/** Ends everything registered, then this process. The first call decides the exit code. */
export function stop(code) {
  stopping ??= Promise.all([...stoppers].map((stopper) => stopper())).finally(() => process.exit(code));
  return stopping;
}

/** From here on Ctrl-C, SIGTERM, a closed terminal and the death of npm end everything in order. */
export function stopOnSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
  onOrphaned(() => stop(1));
}
