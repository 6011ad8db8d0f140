import type { Attempt, Collecting, Reading, State } from "./state";

/**
 * A state as one text: equal texts are equal futures. Readers of one kind are alike, so their order does not count; what
 * no step looks at any more is left out.
 */
export function encode(state: State, keepsFacts: boolean): string {
  const { queue } = state;
  return [
    `${state.moment}${bit(state.exists)}${bit(state.reborn)}${state.rowListed ?? ""}/${state.tombstone ?? ""}`,
    `${state.vanished}${state.build}${queue.state}${queue.intent ?? ""}`,
    ...state.attempts.map(ofAttempt),
    ...state.readings.map((reading) => ofReading(reading, keepsFacts)).sort(),
    ...state.collectors.map(ofCollector).sort(),
  ].join("|");
}

const bit = (value: boolean) => (value ? "1" : "0");

function ofAttempt(attempt: Attempt): string {
  if (attempt.sender === "none") return "";
  const { sender, row, last, answer, reply, wires } = attempt;
  const ended = row === "settled" || row === "corrected";
  return [
    sender,
    sender === "guarded" ? attempt.guardAt : "",
    bit(attempt.byQueue),
    row,
    last ?? "",
    attempt.opened,
    ended ? "" : attempt.fence,
    answer ?? "",
    reply ?? "",
    wires.map((wire) => `${wire.at}${wire.until}${bit(wire.valid)}`).join("+"),
    bit(attempt.resent) + bit(attempt.nonceSeen) + bit(attempt.hadEffect) + bit(attempt.gaveUp),
    attempt.takenIn,
    attempt.byQueue ? (attempt.by ?? "") : "",
    bit(attempt.afterGrave),
  ].join(",");
}

function ofReading(reading: Reading, keepsFacts: boolean): string {
  if (reading === null) return "";
  const facts = keepsFacts ? `${reading.row}${reading.last}` : "";
  return `${reading.of}${reading.saw}${reading.band}${facts}`;
}

function ofCollector(collecting: Collecting): string {
  if (collecting === null) return "";
  const saw = collecting.what === "listing" ? collecting.saw : "";
  return `${collecting.what}${collecting.began}${saw}${collecting.what === "gone" ? collecting.wasThere : ""}`;
}
