import { FENCE_MS, SEND_WITHIN_MS, type Verdict } from "@/lib/domain/attempt";
import { settle } from "./settle";
import { type Answer, type Attempt, holdsLock, type State } from "./state";
import { type Step, type Steps, step } from "./step";
import type { Laws } from "./world";

const CALL_SECONDS = 8;
const SIGNATURE_SECONDS = 15 * 60;

/** Steps 2 to 8 of every sender. Between any two it may stand still for as long as it likes, or be killed. */
export const senderSteps: Steps = (state, laws, now) =>
  state.attempts.flatMap((attempt, index) => ofOne(state, attempt, index, laws, now));

function ofOne(state: State, attempt: Attempt, index: number, laws: Laws, now: number): Step[] {
  const who = `sender ${"AB"[index]}`;
  const change = (what: string, work: (self: Attempt, next: State) => void) =>
    step(state, `${who}: ${what}`, (next) => {
      const self = next.attempts[index];
      if (self) work(self, next);
    });
  const steps: Step[] = [];
  switch (attempt.sender) {
    case "none":
      return mayGuard(state, index, laws) ? guards(state, laws, now, change) : [];
    case "guarded":
      steps.push(...commits(state, index, laws, now, change));
      break;
    case "intended":
      if (now - attempt.opened < SEND_WITHIN_MS / 1000 || !laws.keeps("send-within-5s"))
        steps.push(change("in time (step 6)", (self) => Object.assign(self, { sender: "checked" })));
      else steps.push(change("too late (step 6)", (self) => hold(self, "not-sent")));
      break;
    case "checked":
      steps.push(
        change("sends", (self) => {
          self.sender = "calling";
          self.wires = [bytes(attempt, laws, now)];
        }),
        change("connection refused", (self) => hold(self, "not-sent")),
      );
      break;
    case "calling":
      steps.push(...hears(attempt, laws, now, change));
      break;
    case "answered":
      steps.push(
        change(`records its answer (${attempt.answer})`, (self, next) => {
          const verdict = toVerdict(attempt.answer);
          Object.assign(self, { sender: "over", answer: null });
          settle(next, index, verdict, laws, now);
          if (self.byQueue) next.queue.intent = index;
        }),
      );
      break;
    case "over":
      return [];
  }
  steps.push(
    change("is killed", (self) => Object.assign(self, { sender: "over", answer: null, reply: null })),
  );
  return steps;
}

/** Steps 2 to 4 found it deletable: for somebody at the console, or for the queue. */
function guards({ queue }: State, { world }: Laws, now: number, change: Change): Step[] {
  const guarded = (byQueue: boolean) => (self: Attempt) =>
    Object.assign(self, { sender: "guarded", guardAt: now, byQueue });
  const byHand = change("guard reads, nothing runs", guarded(false));
  const isQueues = world.queue && queue.state === "waiting" && queue.intent === null;
  return isQueues ? [byHand, change("guard reads for the queue, nothing runs", guarded(true))] : [byHand];
}

type Change = (what: string, work: (self: Attempt, next: State) => void) => Step;

/** The second attempt comes from somebody else, or is a queue's next try; it may read its guard at any time. */
function mayGuard(state: State, index: number, { world, keeps }: Laws): boolean {
  if (world.queue && index > 0 && state.attempts[index - 1]?.sender === "none") return false;
  if (!state.exists) return false;
  if (world.guards && state.build === "running") return !keeps("missing-is-unreadable");
  if (world.guards && state.build === "odd") return !keeps("odd-word-blocks");
  return isFree(state, keeps("lock"), keeps("watched-locks"));
}

function isFree(state: State, lockHolds: boolean, watchedHolds: boolean): boolean {
  if (!lockHolds) return true;
  return !state.attempts.some((attempt) => (watchedHolds ? holdsLock(attempt) : attempt.row === "open"));
}

/** Step 5, one transaction: committed and known to be, committed without an answer, or not committed. */
function commits(state: State, index: number, laws: Laws, now: number, change: Change): Step[] {
  const { keeps } = laws;
  const grave = state.tombstone;
  const guardAt = state.attempts[index]?.guardAt ?? 0;
  const isBuried = grave !== null && grave >= guardAt;
  const isQueues = state.attempts[index]?.byQueue === true;
  const isTaken = isQueues && (state.queue.state !== "waiting" || state.queue.intent !== null);
  if (isTaken || (isBuried && keeps("no-tombstone")) || !isFree(state, keeps("lock"), keeps("watched-locks")))
    return [change("step 5 refuses", (self) => Object.assign(self, { sender: "over" }))];
  const commit = (self: Attempt, next: State) => {
    Object.assign(self, {
      row: "open",
      opened: now,
      fence: now + FENCE_MS / 1000,
      afterGrave: isBuried,
    });
    if (!self.byQueue) return;
    const earlier = next.attempts.slice(0, index).filter(({ byQueue, row }) => byQueue && row !== "none");
    if (earlier.some(({ by }) => by !== "refused" && by !== "not-sent"))
      next.wrong ??= "a queued delete was tried again after a try that may have been carried out";
    if (keeps("queue-number")) next.queue.intent = index;
  };
  const steps = [
    change("intent committed", (self, next) => {
      commit(self, next);
      self.sender = "intended";
    }),
    change("intent committed, its answer lost: not sent", (self, next) => {
      commit(self, next);
      self.sender = "over";
    }),
    change("intent not committed: not sent", (self) => Object.assign(self, { sender: "over" })),
  ];
  if (!keeps("intent-first"))
    steps.push(change("no word of the commit", (self) => Object.assign(self, { sender: "checked" })));
  return steps;
}

function bytes(attempt: Attempt, { keeps }: Laws, now: number) {
  const valid = !keeps("date-fixed") || now <= attempt.opened + SIGNATURE_SECONDS;
  return { at: "travelling", until: now + CALL_SECONDS, valid } as const;
}

/** The answer as it came, or none: a call may be cut at any moment, whatever becomes of its bytes. */
function hears(attempt: Attempt, laws: Laws, now: number, change: Change): Step[] {
  const heard = heardAs(attempt.reply, laws);
  const steps = [
    change("its call ends without an answer", (self) =>
      hold(self, laws.keeps("lost-answer-is-unknown") ? "unknown" : "failed"),
    ),
  ];
  if (heard !== null) steps.push(change(`hears ${attempt.reply}`, (self) => hold(self, heard)));
  if (!laws.keeps("no-retry") && !attempt.resent)
    steps.push(
      change("something below us sends again", (self) => {
        self.wires = [...self.wires, bytes(attempt, laws, now)];
        self.resent = true;
        self.nonceSeen = false;
        self.reply = null;
      }),
    );
  return steps;
}

function heardAs(reply: Attempt["reply"], { keeps }: Laws): Answer | null {
  if (reply === null) return null;
  if (reply === "nonce-used") return keeps("nonce-used-is-unknown") ? "unknown" : "failed";
  if (reply === "lost") return keeps("lost-answer-is-unknown") ? "unknown" : "failed";
  return reply;
}

function hold(self: Attempt, answer: Answer): void {
  Object.assign(self, { sender: "answered", answer, reply: null });
}

function toVerdict(answer: Answer | null): Verdict {
  switch (answer) {
    case "accepted":
      return { kind: "accepted" };
    case "blocked":
    case "failed":
      return { kind: "refused", outcome: answer };
    case "not-sent":
      return { kind: "not-sent" };
    default:
      return { kind: "unknown" };
  }
}
