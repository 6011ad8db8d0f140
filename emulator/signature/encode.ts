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

/** The canonical query: pairs sorted by name in code units (stable), encoded, joined. */
export function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  const sorted = [...pairs].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return sorted.map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`).join("&");
}
