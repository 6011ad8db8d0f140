import "server-only";

type Refusal = {
  readonly status: number;
  readonly code: string;
  /** For people, one sentence an entry; plain text. */
  readonly sentences: readonly string[];
};

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** A refusal before anything was parsed: a page for a browser that asked for one, else an API's error. */
export function refuse(accept: string | null, { status, code, sentences }: Refusal): Response {
  const message = sentences.join(" ");
  if (!accept?.includes("text/html")) {
    return Response.json({ error: { code, message } }, { status, headers: HEADERS });
  }
  const body = sentences.map((sentence) => `<p>${toHtml(sentence)}</p>`).join("\n");
  const html = `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n<title>Imagekeeper</title>\n<h1>Request refused</h1>\n${body}\n</html>\n`;
  return new Response(html, {
    status,
    headers: { ...HEADERS, "content-type": "text/html; charset=utf-8" },
  });
}

function toHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
