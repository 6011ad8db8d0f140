import type { KeyboardEvent } from "react";

/**
 * Keys that go from mark to mark: Enter on the plot goes to the first in view, on a mark the arrows go along the lane and
 * to the nearest of the next one, Escape goes back to the plot. Answers whether the key did that.
 */
export function moveToMark(event: KeyboardEvent<HTMLElement>): boolean {
  const plot = event.currentTarget;
  const here = event.target instanceof Element ? event.target.closest<SVGElement>("[data-mark]") : null;
  if (here === null) {
    if (event.key !== "Enter") return false;
    return focus(plot.querySelector<SVGElement>("[data-mark]"), event);
  }
  switch (event.key) {
    case "Escape":
      return focus(plot, event);
    case "ArrowLeft":
    case "ArrowRight":
      return focus(along(here, event.key === "ArrowLeft" ? -1 : 1), event);
    case "ArrowUp":
    case "ArrowDown":
      return focus(across(here, event.key === "ArrowUp" ? -1 : 1), event);
    default:
      return false;
  }
}

/** A key that has nowhere to go is used up all the same: the view does not jump away under the focus. */
function focus(target: HTMLElement | SVGElement | null, event: KeyboardEvent): boolean {
  event.preventDefault();
  event.stopPropagation();
  target?.focus();
  return true;
}

function marksOf(lane: Element | null | undefined): SVGElement[] {
  const marks = [...(lane?.querySelectorAll<SVGElement>("[data-mark]") ?? [])];
  return marks.sort((a, b) => middle(a) - middle(b));
}

function middle(mark: Element): number {
  const { left, width } = mark.getBoundingClientRect();
  return left + width / 2;
}

function along(mark: SVGElement, by: number): SVGElement | null {
  const marks = marksOf(mark.closest("[data-template-id]"));
  return marks[marks.indexOf(mark) + by] ?? null;
}

function across(mark: SVGElement, by: number): SVGElement | null {
  const lane = mark.closest("[data-template-id]");
  let next = by < 0 ? lane?.previousElementSibling : lane?.nextElementSibling;
  while (next && marksOf(next).length === 0) {
    next = by < 0 ? next.previousElementSibling : next.nextElementSibling;
  }
  const at = middle(mark);
  return marksOf(next).sort((a, b) => Math.abs(middle(a) - at) - Math.abs(middle(b) - at))[0] ?? null;
}
