export type SseEvent = { readonly event: string; readonly data: string; readonly id: string | null };

/** Reads server-sent events from text that arrives in pieces; comments (heartbeats) give nothing. */
export function createSseParser(onEvent: (event: SseEvent) => void): (text: string) => void {
  let rest = "";
  let event = "message";
  let data: string[] = [];
  let id: string | null = null;

  function line(text: string) {
    if (text === "") {
      if (data.length > 0) onEvent({ event, data: data.join("\n"), id });
      [event, data, id] = ["message", [], null];
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id") id = value;
  }

  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const each of lines) line(each);
  };
}
