import { expect, it } from "vitest";
import { type DoorRules, isHostAllowed, isOriginAllowed } from "./request-origin";

const demo: DoorRules = { mode: "demo", port: 3000, appUrl: "http://box.example:8080" };
const cloud: DoorRules = { mode: "cloud", port: 3000, appUrl: "https://images.example.com" };

const from = (origin: string | null, fetchSite: string | null = null) => ({ origin, fetchSite });

it("takes APP_URL's origin, scheme, host and port", () => {
  expect(isOriginAllowed(cloud, from("https://images.example.com"))).toBe(true);
  for (const other of [
    "http://images.example.com",
    "https://images.example.com:8443",
    "https://images.example.com.evil.test",
    "https://evil.test",
    "http://localhost:3000",
    "https://images.example.com, https://evil.test",
    "null",
    "",
  ]) {
    expect([other, isOriginAllowed(cloud, from(other, "same-origin"))]).toEqual([other, false]);
  }
});

it("takes this machine's three names at PORT in the demo, and no other port", () => {
  for (const host of ["localhost", "127.0.0.1", "[::1]", "box.example"]) {
    const port = host === "box.example" ? 8080 : 3000;
    expect(isOriginAllowed(demo, from(`http://${host}:${port}`))).toBe(true);
    expect(isOriginAllowed(demo, from(`http://${host}:4000`))).toBe(false);
    expect(isOriginAllowed(demo, from(`https://${host}:${port}`))).toBe(false);
  }
});

it("leaves out the port where it is the scheme's own", () => {
  const plain = { mode: "demo", port: 80, appUrl: "http://localhost" } as const;
  expect(isOriginAllowed(plain, from("http://127.0.0.1"))).toBe(true);
});

it("takes a request without an origin only when no page of another site sent it", () => {
  expect(isOriginAllowed(demo, from(null))).toBe(true);
  expect(isOriginAllowed(demo, from(null, "same-origin"))).toBe(true);
  expect(isOriginAllowed(demo, from(null, "none"))).toBe(true);
  expect(isOriginAllowed(demo, from(null, "cross-site"))).toBe(false);
  expect(isOriginAllowed(demo, from(null, "same-site"))).toBe(false);
});

it("answers in the demo only to this machine's names and APP_URL's, at any port", () => {
  for (const host of ["localhost:3000", "LOCALHOST", "127.0.0.1:1", "[::1]:3000", "box.example:1234"]) {
    expect([host, isHostAllowed(demo, host)]).toEqual([host, true]);
  }
  for (const host of [
    null,
    "",
    "evil.test",
    "localhost.evil.test",
    "127.0.0.2:3000",
    "[::2]:3000",
    "user@localhost",
    "evil.test/localhost",
    "localhost evil.test",
    "box.example.evil.test",
  ]) {
    expect([host, isHostAllowed(demo, host)]).toEqual([host, false]);
  }
});

it("answers to every name outside of the demo", () => {
  expect(isHostAllowed(cloud, "10.0.0.5:3000")).toBe(true);
});
