/** Which rows are selected: kept by key beside the rows themselves, so that scrolling and live changes leave it alone. */
export class Selection<Row> {
  readonly #keyOf: (row: Row) => string;
  readonly #listeners = new Set<() => void>();
  /** Replaced at each change, so that it can be compared. */
  #rows: ReadonlyMap<string, Row> = new Map();
  #order: readonly (Row | undefined)[] = [];
  #anchor: string | null = null;

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The selected rows by key, in the order in which they were selected. */
  readonly snapshot = (): ReadonlyMap<string, Row> => this.#rows;

  has(row: Row): boolean {
    return this.#rows.has(this.#keyOf(row));
  }

  /** The rows as the table has them, by rank: what a range goes over, and the newest of each selected one. */
  setOrder(rows: readonly (Row | undefined)[]): void {
    this.#order = rows;
    if (this.#rows.size === 0) return;
    let next: Map<string, Row> | null = null;
    // Passes over the holes of rows that are not loaded.
    rows.forEach((row) => {
      if (row === undefined) return;
      const key = this.#keyOf(row);
      const old = this.#rows.get(key);
      if (old === undefined || old === row) return;
      next ??= new Map(this.#rows);
      next.set(key, row);
    });
    if (next) this.#set(next);
  }

  /** Selects a row or not; `range`: with all between it and the one that was pressed last. */
  toggle(row: Row, on: boolean, range: boolean): void {
    const next = new Map(this.#rows);
    for (const each of range ? this.#between(row) : [row]) {
      if (on) next.set(this.#keyOf(each), each);
      else next.delete(this.#keyOf(each));
    }
    this.#anchor = this.#keyOf(row);
    this.#set(next);
  }

  /** These and no others. */
  replace(rows: readonly Row[]): void {
    this.#anchor = null;
    this.#set(new Map(rows.map((row) => [this.#keyOf(row), row])));
  }

  /** A row of which something changed, wherever it is. */
  update(row: Row): void {
    const key = this.#keyOf(row);
    if (this.#rows.has(key)) this.#set(new Map(this.#rows).set(key, row));
  }

  /** A row that is there no more. */
  drop(key: string): void {
    if (!this.#rows.has(key)) return;
    const next = new Map(this.#rows);
    next.delete(key);
    this.#set(next);
  }

  #between(row: Row): readonly Row[] {
    const placeOf = (key: string | null) =>
      this.#order.findIndex((each) => each !== undefined && this.#keyOf(each) === key);
    const to = placeOf(this.#keyOf(row));
    const from = placeOf(this.#anchor);
    if (from === -1 || to === -1) return [row];
    const all = this.#order.slice(Math.min(from, to), Math.max(from, to) + 1);
    const loaded = all.filter((each) => each !== undefined);
    // Over rows that nobody has seen no range goes.
    return loaded.length === all.length ? loaded : [row];
  }

  #set(rows: ReadonlyMap<string, Row>): void {
    this.#rows = rows;
    for (const listener of this.#listeners) listener();
  }
}
