import { request } from "node:http";
import { expect, it } from "vitest";
import { json, startScript } from "./testing";
import { onWire } from "./wire";

const post = (url: string) =>
  new Promise<string>((resolve) => {
    const sent = request(url, { method: "POST" });
    sent.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve("answered"));
    });
    sent.on("error", (error) => resolve(String(error)));
    sent.end();
  });

it("a call lets one request out, whoever asks for a second one", async () => {
  const script = await startScript((_request, response) => json(response, 200, {}));
  const { wire, sending } = onWire(async () => [await post(script.url), await post(script.url)]);
  const [first, second] = await sending;
  expect(first).toBe("answered");
  expect(second).toContain("socket hang up");
  expect(script.requests).toHaveLength(1);
  expect(wire).toMatchObject({ isUp: true, hasBegun: true, status: 200 });
  await script.close();
});

it("a call that was cut before it began never begins", async () => {
  const script = await startScript((_request, response) => json(response, 200, {}));
  let go = () => undefined as unknown;
  const gate = new Promise((resolve) => {
    go = () => resolve(undefined);
  });
  const { wire, sending } = onWire(async () => {
    await gate;
    return post(script.url);
  });
  wire.cut();
  go();
  expect(await sending).toContain("socket hang up");
  expect(script.requests).toHaveLength(0);
  expect(wire).toMatchObject({ isUp: false, hasBegun: false });
  await script.close();
});

it("requests outside of a call are left alone", async () => {
  const script = await startScript((_request, response) => json(response, 200, {}));
  await onWire(async () => post(script.url)).sending;
  expect(await post(script.url)).toBe("answered");
  expect(script.requests).toHaveLength(2);
  await script.close();
});
