import { expect, it } from "vitest";
import { Guesses } from "./guesses";

it("lets a name try ten times in five minutes, others meanwhile too", () => {
  let now = 0;
  const guesses = new Guesses(() => now);
  for (let n = 0; n < 10; n++) expect(guesses.mayTry("ada")).toBe(true);
  expect(guesses.mayTry("ada")).toBe(false);
  expect(guesses.mayTry("bob")).toBe(true);
  now = 5 * 60_000;
  expect(guesses.mayTry("ada")).toBe(true);
});

it("lets all names together try a hundred times", () => {
  const guesses = new Guesses(() => 0);
  for (let n = 0; n < 100; n++) expect(guesses.mayTry(`name ${n}`)).toBe(true);
  expect(guesses.mayTry("one more")).toBe(false);
});
