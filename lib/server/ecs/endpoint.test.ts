import { expect, it } from "vitest";
import { resolveEndpoint } from "./endpoint";

it.each([
  ["demo", "http://127.0.0.1:4520", { name: "127.0.0.1:4520", host: "127.0.0.1:4520", protocol: "HTTP" }],
  ["demo", "http://localhost:1", { name: "localhost:1", host: "localhost:1", protocol: "HTTP" }],
  ["demo", "http://[::1]:1", { name: "[::1]:1", host: "[::1]:1", protocol: "HTTP" }],
  ["cloud", null, { name: "cloud", host: null, protocol: "HTTPS" }],
  [
    "cloud",
    "https://ecs.internal:8443",
    { name: "ecs.internal:8443", host: "ecs.internal:8443", protocol: "HTTPS" },
  ],
  ["cloud", "ecs.aliyuncs.com", { name: "ecs.aliyuncs.com", host: "ecs.aliyuncs.com", protocol: "HTTPS" }],
] as const)("%s with %s", (mode, endpoint, expected) => {
  expect(resolveEndpoint({ mode, endpoint })).toEqual(expected);
});

it.each([
  ["demo", null],
  ["demo", "http://10.0.0.1:4520"],
  ["demo", "https://127.0.0.1:4520"],
  ["demo", "http://127.0.0.1.example.com"],
  ["cloud", "ftp://ecs"],
  ["cloud", "https://"],
] as const)("%s refuses %s and names the variable", (mode, endpoint) => {
  expect(() => resolveEndpoint({ mode, endpoint })).toThrow(
    expect.objectContaining({ code: "invalid-input", params: { name: "ECS_ENDPOINT" } }),
  );
});
