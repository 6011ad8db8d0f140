import "server-only";

/** "Something changed": no content, whoever hears it asks the database from the number it knows. */
export type Notices = {
  /** Call it after the commit. Throws `database-unavailable` on PostgreSQL when it cannot be sent. */
  publish(): void | Promise<void>;
  /** Calls `listener` after each notice, also when one may have been missed; the result ends it. */
  subscribe(listener: () => void): () => void;
};

/** Notices inside one process, which is all that the embedded database has. */
export function processNotices(): Notices {
  const listeners = new Set<() => void>();
  return {
    publish() {
      for (const listener of [...listeners]) queueMicrotask(listener);
    },
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
