import type { Attempt, State, Wire } from "./state";
import { type Step, type Steps, step } from "./step";
import type { Laws } from "./world";

/** An effect that comes late comes within this. */
const LATE_SECONDS = 60;

/** ECS and the network: what becomes of each call, and other tools. */
export const cloudSteps: Steps = (state, laws, now) => {
  const steps: Step[] = [];
  for (const [index, attempt] of state.attempts.entries()) {
    for (const [place, wire] of attempt.wires.entries())
      steps.push(...ofWire(state, index, place, wire, laws, now));
    if (!laws.keeps("nonce-fixed") && attempt.nonceSeen && attempt.takenIn < 2 && state.exists)
      steps.push(
        change(state, index, "a proxy sends the same bytes again, a new nonce lets them in", (self, next) => {
          takeIn(next, self, laws);
          self.wires = [...self.wires, { at: "pending", until: now + LATE_SECONDS, valid: true }];
        }),
      );
  }
  const { outsider, collectors, moments } = laws.world;
  if (outsider && state.exists && (collectors === 0 || state.moment < moments.length - 1))
    steps.push(
      step(state, "another tool deletes it", (next) => {
        next.exists = false;
      }),
    );
  const isQuiet = state.attempts.every(({ sender, wires }) => sender !== "calling" && wires.length === 0);
  if (laws.world.rebirth && !state.exists && !state.reborn && state.tombstone !== null && isQuiet)
    steps.push(
      step(state, "it exists again", (next) => {
        Object.assign(next, { exists: true, reborn: true });
      }),
    );
  return steps;
};

function ofWire(state: State, index: number, place: number, wire: Wire, laws: Laws, now: number): Step[] {
  const change1 = (what: string, work: (self: Attempt, next: State) => void) =>
    change(state, index, what, (self, next) => {
      self.wires = self.wires.filter((_, other) => other !== place);
      work(self, next);
    });
  const answers = (self: Attempt, reply: Attempt["reply"]) => {
    if (self.sender === "calling") self.reply = reply;
  };
  if (wire.at === "pending") return [change1("takes effect late", (self, next) => effect(next, self, now))];

  const steps = [change1("its bytes are lost", () => undefined)];
  const attempt = state.attempts[index];
  if (!attempt) return [];
  const refuse = (reply: "failed" | "blocked", what: string) =>
    change1(what, (self) => {
      self.nonceSeen = true;
      answers(self, reply);
    });
  if (!wire.valid) return [...steps, refuse("failed", "ECS refuses the date")];
  if (!state.exists) return [...steps, refuse("failed", "ECS answers 404")];
  if (!laws.world.guards)
    steps.push(
      refuse("failed", "ECS throttles or refuses (4xx)"),
      refuse("blocked", "ECS answers 403, a build runs"),
    );
  const accept = (reply: Attempt["reply"], what: string, late: boolean) =>
    change1(what, (self, next) => {
      self.nonceSeen = true;
      takeIn(next, self, laws);
      if (late) self.wires = [...self.wires, { at: "pending", until: now + LATE_SECONDS, valid: true }];
      else effect(next, self, now);
      answers(self, reply);
    });
  steps.push(
    accept("accepted", "ECS deletes it, 200", false),
    accept("lost", "ECS takes it in, 5xx", true),
    // The same bytes again behind our back, and the second answer comes to us.
    accept("nonce-used", "ECS takes it in; a proxy repeats it and hands us the refused nonce", true),
    change1("ECS answers 5xx and does nothing", (self) => {
      self.nonceSeen = true;
      answers(self, "lost");
    }),
  );
  return steps;
}

function change(state: State, index: number, what: string, work: (self: Attempt, next: State) => void): Step {
  return step(state, `${"AB"[index]}: ${what}`, (next) => {
    const self = next.attempts[index];
    if (self) work(self, next);
  });
}

function takeIn(next: State, self: Attempt, laws: Laws): void {
  self.takenIn += 1;
  if (self.row === "none") next.wrong ??= "ECS took in a delete that is not recorded";
  if (self.takenIn > 1) next.wrong ??= "ECS took in two deletes of one intent";
  if (laws.world.guards && next.build !== "finished")
    next.wrong ??= "ECS took in a delete while a build ran that our copy knew of";
  const others = next.attempts.filter((other) => other !== self);
  if (others.some((other) => other.wires.some((wire) => wire.at === "pending" || wire.valid)))
    next.wrong ??= "two deletes of one template were in flight";
}

function effect(next: State, self: Attempt, now: number): void {
  // A template that came to exist again is none of an earlier call's.
  if (!next.exists || next.reborn) return;
  next.exists = false;
  self.hadEffect = true;
  if (self.row === "settled" || self.row === "corrected")
    next.wrong ??= "a delete took effect after its lock was given back";
  if (self.row === "watched" && now < self.opened + 45)
    next.wrong ??= "an ordinary delete was first recorded as failed (took effect within 45 s)";
}
