import "server-only";
import { createPrivateKey } from "node:crypto";
import { isRegionId } from "@/lib/domain/identifiers";

/** What a variable takes, in words for the person who set it, and how its text is read; undefined: malformed. */
export type Kind<T> = { readonly takes: string; readonly read: (text: string) => T | undefined };

/** A whole number within limits, in plain decimal digits. */
export function whole(low: number, high: number): Kind<number> {
  return {
    takes: `a whole number from ${low} to ${high}`,
    read: (text) => within(/^\d{1,9}$/.test(text), text, low, high),
  };
}

/** A number within limits; fractions are allowed. */
export function decimal(low: number, high: number): Kind<number> {
  return {
    takes: `a number from ${low} to ${high}`,
    read: (text) => within(/^\d{1,9}(?:\.\d{1,9})?$/.test(text), text, low, high),
  };
}

function within(plain: boolean, text: string, low: number, high: number): number | undefined {
  const value = plain ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}

export function oneOf<const T extends string>(...words: readonly T[]): Kind<T> {
  return { takes: words.join(" or "), read: (text) => words.find((word) => word === text) };
}

/** Any text that matches; `takes` says in words what does. */
export function matching(takes: string, pattern: RegExp): Kind<string> {
  return { takes, read: (text) => (pattern.test(text) ? text : undefined) };
}

export const regionList: Kind<readonly string[]> = {
  takes: "a comma list of different region IDs such as cn-hangzhou,eu-central-1",
  read: (text) => {
    const list = text.split(",").map((part) => part.trim());
    return new Set(list).size === list.length && list.every(isRegionId) ? list : undefined;
  },
};

/** Scheme, host and port of an address; a path, a query or a user name in it is malformed. */
export function origin(takes: string): Kind<string> {
  return {
    takes,
    read: (text) => {
      if (/\s/.test(text) || !URL.canParse(text)) return undefined;
      const url = new URL(text);
      const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
      return /^https?:$/.test(url.protocol) && bare && url.password === "" ? url.origin : undefined;
    },
  };
}

/** As `origin`; a bare host name means https. */
export const endpoint: Kind<string> = {
  takes: "an http or https address without a path",
  read: (text) => origin("").read(text.includes("://") ? text : `https://${text}`),
};

export const postgresUrl: Kind<string> = {
  takes: "an address that begins with postgres://",
  read: (text) =>
    /^postgres(?:ql)?:\/\//.test(text) && !/\s/.test(text) && URL.canParse(text) ? text : undefined,
};

/** A name or an IP address to listen on, without brackets. */
export const hostName: Kind<string> = {
  takes: "a host name or an IP address to listen on",
  read: (text) => {
    const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
    const isName = /^[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?$/.test(bare);
    return isName || URL.canParse(`http://[${bare}]`) ? bare : undefined;
  },
};

/** An Ed25519 private key: PKCS#8 as PEM (also with `\n` for its line ends) or its DER as base64. Read as PEM. */
export const ed25519Key: Kind<string> = {
  takes: "an Ed25519 private key in PKCS#8: PEM text, or DER in base64",
  read: (text) => {
    try {
      const key = text.includes("-----BEGIN")
        ? createPrivateKey(text.replaceAll("\\n", "\n"))
        : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
      if (key.asymmetricKeyType !== "ed25519") return undefined;
      return key.export({ format: "pem", type: "pkcs8" }).toString();
    } catch {
      return undefined;
    }
  },
};
