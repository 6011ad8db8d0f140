import type { Desk } from "./actions/action";
import { createClientTokens } from "./actions/client-tokens";
import { createTokens } from "./actions/tokens";
import { createClock, wholeSeconds } from "./clock";
import { createFaultBook, type FaultBook } from "./faults/book";
import { type Counts, noCounts } from "./http/counts";
import { createKeptAnswers } from "./http/kept-answers";
import { createRates, type Rates } from "./http/rates";
import { openJournal } from "./journal/file";
import { type Entry, JournalError, noJournal } from "./journal/journal";
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
  /** Moves the clock on. */
  advance(ms: number): void;
  /** Seeds again; clears counts, faults, held states, tokens, windows and the clock. */
  reset(plan: Partial<WorldPlan>): void;
}

/**
 * An endpoint over a real clock (ms) and a source of random numbers. With a state file it goes on from what that
 * holds. Throws JournalError.
 */
export function createEndpoint(settings: Settings, real: () => number, random: Random): Endpoint {
  const clock = createClock(real);
  const { seed, regions, templates, speed } = settings;
  const plan = { seed, regions, templates, speed };
  const header = { seed, regions, templates, startedAt: wholeSeconds(clock.now()) };
  const journal = settings.state === null ? noJournal(header) : openJournal(settings.state, header);
  const desk: Desk = {
    world: seedWorld(plan, journal.header.startedAt),
    clock,
    random,
    order: settings.order,
    tokens: createTokens(random),
    clientTokens: createClientTokens((token) => journal.append({ kind: "token", token })),
    kept: createKeptAnswers(),
    quotas: { templates: settings.templateQuota, components: settings.componentQuota },
    change(change) {
      applyChange(desk.world, change);
      journal.append({ kind: "change", change });
    },
  };
  const seedAgain = (changed: Partial<WorldPlan>, at: number) => {
    clock.reset();
    desk.world = seedWorld({ ...plan, ...changed }, at);
    desk.clientTokens.clear();
  };
  const replay = (entry: Entry) => {
    if (entry.kind === "change") applyChange(desk.world, entry.change);
    else if (entry.kind === "token") desk.clientTokens.restore(entry.token);
    else if (entry.kind === "clock" && Number.isFinite(entry.ms)) clock.advance(entry.ms);
    else if (entry.kind === "reset" && Number.isFinite(entry.at)) seedAgain(entry.plan, entry.at);
    else throw new Error("no such entry");
  };
  journal.entries.forEach((entry, index) => {
    try {
      replay(entry);
    } catch {
      const { state } = settings;
      throw new JournalError(
        `--state: line ${index + 2} of ${state} does not fit; npm start -- --fresh begins anew`,
      );
    }
  });
  return {
    settings,
    desk,
    guard: createGuard(real),
    faults: createFaultBook(random),
    rates: createRates(settings.rate),
    counts: noCounts(),
    advance(ms) {
      journal.append({ kind: "clock", ms });
      clock.advance(ms);
    },
    reset(changed) {
      seedAgain(changed, real());
      journal.restart({ kind: "reset", plan: changed, at: desk.world.startedAt });
      desk.tokens.reset();
      desk.kept.clear();
      this.faults.clear();
      this.rates.clear();
      this.counts = noCounts();
    },
  };
}
