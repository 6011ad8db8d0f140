import { describe, expect, it } from "vitest";
import { createNonces } from "./nonces";

const MINUTE = 60_000;

describe("a nonce", () => {
  it("is refused for as long as a date that it came with may be good", () => {
    const nonces = createNonces(30 * MINUTE);
    expect(nonces.spend("first", 0)).toBe(true);
    for (let minute = 1; minute <= 30; minute++) {
      expect(nonces.spend(`another ${minute}`, minute * MINUTE)).toBe(true);
      expect(nonces.spend("first", minute * MINUTE)).toBe(false);
    }
  });

  it("is forgotten after twice that time, also when nothing came meanwhile", () => {
    const nonces = createNonces(30 * MINUTE);
    expect(nonces.spend("first", 0)).toBe(true);
    expect(nonces.spend("first", 61 * MINUTE)).toBe(true);
  });

  it("makes room for newer ones: no more than two generations are kept", () => {
    const nonces = createNonces(30 * MINUTE, 3);
    for (const nonce of ["a", "b", "c", "d", "e"]) expect(nonces.spend(nonce, 0)).toBe(true);
    expect(nonces.spend("a", 0)).toBe(false);
    for (const nonce of ["f", "g"]) expect(nonces.spend(nonce, 0)).toBe(true);
    expect(nonces.spend("a", 0)).toBe(true);
  });

  it("is remembered among many others", () => {
    const nonces = createNonces(30 * MINUTE);
    const all = Array.from({ length: 20_000 }, (_, index) => `${index} of many`);
    expect(all.every((nonce) => nonces.spend(nonce, 0))).toBe(true);
    expect(all.some((nonce) => nonces.spend(nonce, 1))).toBe(false);
  });
});
