/** What a picture's element looks like in the page, written onto its copy: a picture of its own has no style sheet. */
const LOOKS = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

const SVG = "http://www.w3.org/2000/svg";
const SCALE = 2;
const MARGIN = 16;
const TITLE = 40;

type PngParts = {
  /** Drawn below each other. */
  readonly svgs: readonly SVGSVGElement[];
  readonly title: string;
  readonly fileName: string;
};

/** Saves drawings of the page as one PNG, in the colours they have there. Throws when the browser cannot draw them. */
export async function savePng({ svgs, title, fileName }: PngParts): Promise<void> {
  const boxes = svgs.map((svg) => svg.viewBox.baseVal);
  const width = Math.max(...boxes.map((box) => box.width)) + 2 * MARGIN;
  const height = boxes.reduce((sum, box) => sum + box.height, 0) + TITLE + 2 * MARGIN;
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("xmlns", SVG);
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("width", String(width * SCALE));
  root.setAttribute("height", String(height * SCALE));
  const page = getComputedStyle(document.body);
  root.append(
    part("rect", { width: "100%", height: "100%", fill: groundOf(document.body) }),
    part(
      "text",
      { x: String(MARGIN), y: "34", fill: page.color, "font-family": page.fontFamily, "font-size": "15" },
      title,
    ),
  );
  let y = TITLE + MARGIN;
  for (const [index, svg] of svgs.entries()) {
    const moved = part("g", { transform: `translate(${MARGIN} ${y})` });
    moved.append(...copyOf(svg).childNodes);
    root.append(moved);
    y += boxes[index]?.height ?? 0;
  }
  const blob = await drawn(new XMLSerializer().serializeToString(root), width * SCALE, height * SCALE);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function part(name: string, attributes: Readonly<Record<string, string>>, text?: string): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function copyOf(svg: SVGSVGElement): SVGSVGElement {
  const copy = document.importNode(svg, true);
  const originals = svg.querySelectorAll("*");
  for (const [index, element] of copy.querySelectorAll("*").entries()) {
    const original = originals[index];
    if (!original) continue;
    const style = getComputedStyle(original);
    for (const look of LOOKS) element.setAttribute(look, style.getPropertyValue(look));
    element.removeAttribute("class");
  }
  return copy;
}

/** The colour behind everything. */
function groundOf(body: HTMLElement): string {
  const own = getComputedStyle(body).backgroundColor;
  return own === "rgba(0, 0, 0, 0)" ? getComputedStyle(document.documentElement).backgroundColor : own;
}

async function drawn(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the picture could not be drawn");
  return blob;
}
