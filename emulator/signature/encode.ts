const PLAIN = /^[\w.~-]*$/;

const LEFT = /[!'()*]/g;

/** RFC 3986 encoding as both signatures use it: space is %20, `~` stays, `! ' ( ) *` are escaped. */
export function rfc3986(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(
    LEFT,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** The pairs by name in code units; pairs of one name stay as they are. Most clients send them so. */
function sorted(pairs: Pairs): Pairs {
  for (let index = 1; index < pairs.length; index++) {
    if ((pairs[index - 1]?.[0] ?? "") > (pairs[index]?.[0] ?? "")) {
      return [...pairs].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
    }
  }
  return pairs;
}

/** The canonical query: pairs sorted by name in code units (stable), encoded, joined. */
export function canonicalQuery(pairs: Pairs): string {
  let text = "";
  for (const pair of sorted(pairs)) {
    text += `${text === "" ? "" : "&"}${rfc3986(pair[0])}=${rfc3986(pair[1])}`;
  }
  return text;
}
