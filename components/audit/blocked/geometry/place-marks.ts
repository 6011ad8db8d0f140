/** An event, or several that came as one, with where it belongs in pixels. */
export type Item<T> = {
  readonly x: number;
  readonly count: number;
  readonly value: T;
  /** Where it should stay when it has to move aside: the ends of its bar. */
  readonly within?: Ends;
};

type Ends = { readonly left: number; readonly right: number };
const ANYWHERE: Ends = { left: Number.NEGATIVE_INFINITY, right: Number.POSITIVE_INFINITY };

/** What is drawn: one item beside its neighbours, or several as one with their count. */
export type Placed<T> = {
  /** Middle in pixels. */
  readonly x: number;
  readonly width: number;
  /** Events it stands for. */
  readonly count: number;
  readonly values: readonly T[];
};

/** Diameter of a mark with the gap to the next. */
export const MARK = 17;
/** Five at the end of a line stand side by side, nine elsewhere; what would have to move farther becomes one with a number. */
const ASIDE_MAX = 4 * MARK + 1;

/** The width of something that shows a count; one event alone is a round mark. */
export function widthOf(count: number): number {
  return count === 1 ? MARK : MARK + 4 + String(count).length * 7;
}

type Group<T> = { x: number; width: number; count: number; values: T[]; within: Ends };
/** Groups that touch and therefore share their place. */
type Block<T> = { groups: Group<T>[]; width: number; wanted: number };

/**
 * Places items, sorted by `x`, on a line of `width` pixels so that none overlaps another: a few that belong closely
 * together move aside, many become one. The order stays, every item is in exactly one result, and counts add up.
 */
export function placeMarks<T>(items: readonly Item<T>[], width: number): Placed<T>[] {
  let groups: Group<T>[] = items.map(({ x, count, value, within }) => ({
    x,
    width: widthOf(count),
    count,
    values: [value],
    within: within ?? ANYWHERE,
  }));
  // Farther at each turn: in the end everything is one.
  for (let reach = MARK; groups.length > 1; reach *= 1.5) {
    const placed = spread(settle(groups, width));
    const fits = placed.reduce((sum, mark) => sum + mark.width, 0) <= width;
    const crowded = new Set(
      placed.flatMap(({ x, block }, index) =>
        !fits || Math.abs(x - (groups[index]?.x ?? x)) > ASIDE_MAX ? [block] : [],
      ),
    );
    if (crowded.size === 0) return placed.map(({ block: _, within: __, ...mark }) => mark);
    groups = gather(groups, reach, (index) => crowded.has(placed[index]?.block ?? -1));
  }
  return groups.map(({ x, within: _, ...group }) => ({
    ...group,
    x: clamp(x, group.width / 2, width - group.width / 2),
  }));
}

/** Joins the groups that may be joined and that begin within `reach` pixels of each other. */
function gather<T>(groups: readonly Group<T>[], reach: number, may: (index: number) => boolean): Group<T>[] {
  const runs: Group<T>[][] = [];
  let open: Group<T>[] | null = null;
  for (const [index, group] of groups.entries()) {
    const start = open?.[0];
    if (open && start && may(index) && group.x - start.x <= reach) {
      open.push(group);
      continue;
    }
    const run = [group];
    runs.push(run);
    open = may(index) ? run : null;
  }
  return runs.map(joined);
}

/** Pools neighbours that would overlap, each pool in the middle of where its members belong. */
function settle<T>(groups: readonly Group<T>[], width: number): Block<T>[] {
  const blocks: Block<T>[] = [];
  for (const group of groups) {
    blocks.push({ groups: [group], width: group.width, wanted: group.x - group.width / 2 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before || before.wanted + before.width <= last.wanted) break;
      blocks.splice(-2, 2, pooled(before, last));
    }
  }
  return heldInside(blocks, width);
}

function pooled<T>(a: Block<T>, b: Block<T>): Block<T> {
  const [n, m] = [a.groups.length, b.groups.length];
  // Where the left edge would be best for the members of each, weighed by how many they are.
  const wanted = (a.wanted * n + (b.wanted - a.width) * m) / (n + m);
  return { groups: [...a.groups, ...b.groups], width: a.width + b.width, wanted };
}

/** A block on the line, and on the bars of its members where they leave room for it. */
function inPlace<T>(block: Block<T>, width: number): Block<T> {
  const { left, right } = block.groups.map(({ within }) => within).reduce(common);
  const [low, high] = [Math.max(0, left), Math.min(width, right)];
  const fits = high - low >= block.width;
  const wanted = fits
    ? clamp(block.wanted, low, high - block.width)
    : clamp(block.wanted, 0, width - block.width);
  return { ...block, wanted };
}

function common(a: Ends, b: Ends): Ends {
  return { left: Math.max(a.left, b.left), right: Math.min(a.right, b.right) };
}

/** Blocks that the ends of the line or of their bars push onto their neighbours become one with them. */
function heldInside<T>(blocks: Block<T>[], width: number): Block<T>[] {
  const held: Block<T>[] = [];
  for (const block of blocks) {
    held.push(inPlace(block, width));
    for (;;) {
      const last = held.at(-1);
      const before = held.at(-2);
      if (!last || !before || before.wanted + before.width <= last.wanted) break;
      held.splice(-2, 2, inPlace(pooled(before, last), width));
    }
  }
  return held;
}

/** Several groups as one, in the middle of their events. */
function joined<T>(groups: readonly Group<T>[]): Group<T> {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const x = groups.reduce((sum, group) => sum + (group.x * group.count) / count, 0);
  const within = groups.map((group) => group.within).reduce(common);
  return { x, width: widthOf(count), count, values: groups.flatMap(({ values }) => values), within };
}

/** Every group in its place, with the number of its block. */
function spread<T>(
  blocks: readonly Block<T>[],
): (Placed<T> & { readonly block: number; readonly within: Ends })[] {
  return blocks.flatMap(({ groups, wanted }, block) => {
    let left = wanted;
    return groups.map((group) => {
      const x = left + group.width / 2;
      left += group.width;
      return { ...group, x, block };
    });
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
