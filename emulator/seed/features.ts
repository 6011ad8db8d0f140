import { between, pick, type Random, seeded } from "../random";
import type { Traits } from "../world/course";
import { RESOURCE_GROUPS } from "./catalogue";

/** What a seeded template depends on. */
export interface Place {
  readonly seed: string;
  readonly regionId: string;
  readonly regions: readonly string[];
  readonly place: number;
  readonly kind: string;
}

/** The part of a seeded definition that its builds depend on; drawn apart, so that builds are made without the rest. */
export interface Features {
  readonly mode?: string;
  readonly tested: boolean;
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly group: string;
}

function targets(random: Random, { regions, regionId, kind }: Place) {
  const wanted = kind === "DISTRIBUTING" || random() < 0.4;
  if (!wanted) return { regions: [], accounts: [] };
  const others = regions.filter((each) => each !== regionId);
  const shared = others.length === 0 || random() < 0.3;
  return {
    regions: others.length === 0 ? [] : [regionId, pick(random, others)],
    accounts: shared ? [`10${between(random, 10_000_000_000_000, 99_999_999_999_999)}`] : [],
  };
}

/** Draws the features of a seeded template. */
export function seededFeatures(at: Place): Features {
  const random = seeded(at.seed, "features", at.regionId, at.place);
  const tested = random() < 0.3 || at.kind === "TESTING" || at.kind === "TEST_FAILED";
  const repaired = random() < 0.25 || at.kind === "REPAIRING";
  const group = random() < 0.5 ? "" : pick(random, RESOURCE_GROUPS);
  return {
    tested,
    group,
    ...(repaired ? { mode: pick(random, ["Standard", "Standard", "All", "Customized"]) } : {}),
    ...targets(random, at),
  };
}

/** The phases that the features lead through. */
export function traitsOf({ mode, tested, regions, accounts }: Features): Traits {
  return { repaired: mode !== undefined, tested, spread: regions.length + accounts.length > 0 };
}
