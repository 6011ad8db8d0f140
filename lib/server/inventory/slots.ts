import "server-only";

/** How many reads all regions together may have under way. */
export type Slots = {
  free(): number;
  take(): void;
  /** Gives one back; answers whether others may have been waiting for it. */
  giveBack(): boolean;
};

export function createSlots(most: number): Slots {
  let busy = 0;
  return {
    free: () => most - busy,
    take: () => {
      busy += 1;
    },
    giveBack: () => {
      busy -= 1;
      return busy === most - 1;
    },
  };
}
