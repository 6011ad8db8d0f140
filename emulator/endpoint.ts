import type { Desk } from "./actions/action";
import { createClientTokens } from "./actions/client-tokens";
import { createTokens } from "./actions/tokens";
import { createClock } from "./clock";
import { createFaultBook, type FaultBook } from "./faults/book";
import { type Counts, noCounts } from "./http/counts";
import { createRates, type Rates } from "./http/rates";
import type { Settings } from "./options";
import type { Random } from "./random";
import { createGuard, type Guard } from "./signature/guard";
import { applyChange } from "./world/changes";
import { seedWorld, type WorldPlan } from "./world/world";

/** A running endpoint, less its sockets. */
export interface Endpoint {
  readonly settings: Settings;
  readonly desk: Desk;
  readonly guard: Guard;
  readonly faults: FaultBook;
  readonly rates: Rates;
  counts: Counts;
  /** Seeds again; clears counts, faults, held states, tokens, windows and the clock. */
  reset(plan: Partial<WorldPlan>): void;
}

/** An endpoint over a real clock (ms) and a source of random numbers. */
export function createEndpoint(settings: Settings, real: () => number, random: Random): Endpoint {
  const clock = createClock(real);
  const { seed, regions, templates, speed } = settings;
  const desk: Desk = {
    world: seedWorld({ seed, regions, templates, speed }, clock.now()),
    clock,
    random,
    order: settings.order,
    tokens: createTokens(random),
    clientTokens: createClientTokens(),
    quotas: { templates: settings.templateQuota, components: settings.componentQuota },
    change(change) {
      applyChange(desk.world, change);
    },
  };
  return {
    settings,
    desk,
    guard: createGuard(real),
    faults: createFaultBook(random),
    rates: createRates(settings.rate),
    counts: noCounts(),
    reset(plan) {
      clock.reset();
      desk.world = seedWorld({ seed, regions, templates, speed, ...plan }, clock.now());
      desk.tokens.reset();
      desk.clientTokens.clear();
      this.faults.clear();
      this.rates.clear();
      this.counts = noCounts();
    },
  };
}
