import type { KeyboardEvent } from "react";

const CONTROLS = "a[href], button, input, [tabindex='0']";

/** Arrow up and down carry the focus to the same control of the next row; Tab goes through all as ever. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const from = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
  if (from === null) return;
  const wanted = String(Number(from.dataset.index) + step);
  const to = event.currentTarget.querySelector<HTMLElement>(`[data-index="${wanted}"]`);
  if (to === null) return;
  event.preventDefault();
  const place = controls(from).indexOf(event.target as HTMLElement);
  const targets = controls(to);
  (targets[place] ?? targets.at(-1))?.focus();
}

function controls(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CONTROLS)];
}
