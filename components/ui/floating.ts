/**
 * Puts a fixed element next to its anchor, inside the window, 6 px away; above when there is no room below.
 * Positions are set through the CSSOM, which a content security policy without inline styles allows.
 */
export function placeBeside(floating: HTMLElement, anchor: Element, align: "start" | "center" | "end"): void {
  const gap = 6;
  const margin = 8;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const wanted =
    align === "start" ? at.left : align === "end" ? at.right - width : at.left + at.width / 2 - width / 2;
  const left = Math.max(margin, Math.min(wanted, window.innerWidth - width - margin));
  const below = at.bottom + gap;
  const fits = below + height <= window.innerHeight - margin;
  const top = fits ? below : Math.max(margin, at.top - gap - height);
  floating.style.left = `${left}px`;
  floating.style.top = `${top}px`;
}
