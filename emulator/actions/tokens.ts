import { createHmac } from "node:crypto";
import { letters, type Random } from "../random";
import { forbidden } from "../refusal";

/** Where a page begins: after the item of this rank and ID. `salt` is the shuffle of a random order. */
export interface Position {
  readonly rank: number;
  readonly id: string;
  readonly salt: number;
}

/** Page tokens. They hold the position themselves and are bound to a listing by a check value; nothing is stored. */
export interface Tokens {
  give(listing: string, position: Position): string;
  /** Throws 403 Invalid.NextToken for a token that was not given for this listing since the last reset. */
  read(listing: string, token: string): Position;
  /** Makes all tokens invalid. */
  reset(): void;
}

/** Tokens under a secret drawn from the random source. */
export function createTokens(random: Random): Tokens {
  let secret = letters(random, 24);
  const check = (listing: string, body: string) =>
    createHmac("sha256", secret).update(`${listing}\n${body}`).digest("base64url").slice(0, 22);
  return {
    give(listing, { rank, id, salt }) {
      const body = Buffer.from(JSON.stringify([rank, id, salt])).toString("base64url");
      return `${check(listing, body)}${body}`;
    },
    read(listing, token) {
      const body = token.slice(22);
      if (body === "" || check(listing, body) !== token.slice(0, 22)) {
        throw forbidden("Invalid.NextToken", "The specified NextToken is invalid.");
      }
      const [rank, id, salt] = JSON.parse(Buffer.from(body, "base64url").toString()) as [
        number,
        string,
        number,
      ];
      return { rank, id, salt };
    },
    reset() {
      secret = letters(random, 24);
    },
  };
}
