import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Emulator } from "../server";
import { control, type State, startForTest, stateOf } from "../testing";
import { send, signAcs3 } from "../testing-signer";

const REGION = "cn-hangzhou";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 40, speed: 0 });
});
afterAll(() => emulator.close());
beforeEach(() => control(emulator, "POST", "reset"));

const post = (fault: object) => control<{ id: string }>(emulator, "POST", "faults", fault);
const list = (query: Record<string, string> = {}, regionId = REGION) =>
  send(signAcs3(emulator, { action: "DescribeImagePipelines", query: { RegionId: regionId, ...query } }));
const add = async () =>
  (
    await control<{ imagePipelineId: string }>(emulator, "POST", "templates", {
      regionId: REGION,
      name: "new",
    })
  ).body.imagePipelineId;
const remove = (ImagePipelineId: string) =>
  send(signAcs3(emulator, { action: "DeleteImagePipeline", query: { RegionId: REGION, ImagePipelineId } }));
const has = (state: State, id: string) =>
  state.regions[REGION]?.templates.some((template) => template.imagePipelineId === id);
const counts = async () =>
  (await control<{ total: number; throttled: number; byAction: object }>(emulator, "GET", "calls")).body;

describe("without effect", () => {
  it.each([
    [
      "error",
      {
        status: 403,
        code: "Forbidden.RAM",
        message: "no",
        body: { AccessDeniedDetail: { AuthAction: "x" } },
      },
      403,
    ],
    ["throttle", {}, 400],
    ["html", {}, 502],
    ["empty", {}, 200],
    ["wrong-type", {}, 200],
  ])("%s answers in the place of a delete", async (kind, more, status) => {
    const id = await add();
    await post({ kind, times: 1, ...more });
    expect((await remove(id)).status).toBe(status);
    expect(has(await stateOf(emulator), id)).toBe(true);
    expect((await remove(id)).status).toBe(200);
  });

  it("error has the code, a RequestId and the added fields", async () => {
    await post({
      kind: "error",
      status: 503,
      code: "ServiceUnavailable",
      message: "m",
      body: { Recommend: "r", X: 1 },
    });
    const { body } = await list();
    expect(body).toMatchObject({ Code: "ServiceUnavailable", Message: "m", Recommend: "r", X: 1 });
    expect(body.RequestId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it("reset and timeout give no byte", async () => {
    const id = await add();
    await post({ kind: "reset", times: 1 });
    await expect(remove(id)).rejects.toThrow();
    await post({ kind: "timeout", times: 1 });
    const { url, init } = signAcs3(emulator, {
      action: "DeleteImagePipeline",
      query: { RegionId: REGION, ImagePipelineId: id },
    });
    const gone = new AbortController();
    const silent = fetch(url, { ...init, signal: gone.signal });
    while ((await counts()).total < 2) await list({}, "cn-shanghai");
    gone.abort();
    await expect(silent).rejects.toThrow();
    expect(has(await stateOf(emulator), id)).toBe(true);
  });

  it("empty-list empties lists and passes by writes without using them up", async () => {
    await post({ kind: "empty-list", times: 1 });
    const id = await add();
    expect((await remove(id)).status).toBe(200);
    expect((await list()).body).toMatchObject({ TotalCount: 0, ImagePipeline: { ImagePipelineSet: [] } });
    expect((await list()).body.TotalCount).toBeGreaterThan(0);
  });

  it("wrong-type puts a number where the list belongs", async () => {
    await post({ kind: "wrong-type", times: 1 });
    expect((await list()).body).toMatchObject({ ImagePipeline: { ImagePipelineSet: expect.any(Number) } });
  });

  it("repeat-token asks for the same page again, which a valid token does", async () => {
    const first = (await list({ MaxResults: "2" })).body;
    await post({ kind: "repeat-token", action: "DescribeImagePipelines", times: 2 });
    const faulty = (await list({ MaxResults: "2" })).body;
    expect(faulty.ImagePipeline).toEqual(first.ImagePipeline);
    expect(faulty.NextToken).not.toBe(first.NextToken);
    const second = (await list({ MaxResults: "2", NextToken: String(first.NextToken) })).body;
    expect(second.NextToken).toBe(first.NextToken);
    const again = (await list({ MaxResults: "2", NextToken: String(faulty.NextToken) })).body;
    expect(again.ImagePipeline).toEqual(first.ImagePipeline);
  });

  it("expired-token refuses only calls that carry a token", async () => {
    await post({ kind: "expired-token", times: 1 });
    const { NextToken } = (await list({ MaxResults: "2" })).body;
    const refused = await list({ MaxResults: "2", NextToken: String(NextToken) });
    expect(refused).toMatchObject({ status: 403, body: { Code: "Invalid.NextToken" } });
    expect((await list({ MaxResults: "2", NextToken: String(NextToken) })).status).toBe(200);
  });
});

describe("with effect", () => {
  it("latency answers", async () => {
    await post({ kind: "latency", ms: 1, times: 1 });
    const id = await add();
    expect((await remove(id)).status).toBe(200);
    expect(has(await stateOf(emulator), id)).toBe(false);
  });

  it("reset-after-effect and truncate lose the answer of a delete that took place", async () => {
    for (const kind of ["reset-after-effect", "truncate"]) {
      const id = await add();
      await post({ kind, times: 1 });
      await expect(remove(id)).rejects.toThrow();
      expect(has(await stateOf(emulator), id)).toBe(false);
    }
  });
});

describe("the book", () => {
  it("takes the first that matches by action and region, shows what remains, and ends", async () => {
    const { body: first } = await post({ kind: "error", status: 400, code: "A", regionId: REGION, times: 1 });
    const { body: second } = await post({
      kind: "error",
      status: 400,
      code: "B",
      action: "DescribeImagePipelines",
    });
    expect((await list()).body.Code).toBe("A");
    expect((await list()).body.Code).toBe("B");
    expect((await list({}, "cn-shanghai")).body.Code).toBe("B");
    const { body } = await control<{ faults: object[] }>(emulator, "GET", "faults");
    expect(body.faults).toMatchObject([
      { id: first.id, remaining: 0, kind: "error", code: "A" },
      { id: second.id, remaining: null, action: "DescribeImagePipelines" },
    ]);
    expect((await control(emulator, "DELETE", `faults/${second.id}`)).status).toBe(200);
    expect((await control(emulator, "DELETE", `faults/${second.id}`)).status).toBe(404);
    expect((await list()).status).toBe(200);
    await control(emulator, "DELETE", "faults");
    expect((await control(emulator, "GET", "faults")).body).toEqual({ faults: [] });
  });

  it("never or always hits by a rate of 0 or 1", async () => {
    await post({ kind: "error", status: 400, code: "Never", rate: 0 });
    expect((await list()).status).toBe(200);
    await post({ kind: "error", status: 400, code: "Always", rate: 1 });
    expect((await list()).body.Code).toBe("Always");
  });

  it("is not tried before the signature is good", async () => {
    await post({ kind: "throttle", times: 1 });
    expect((await send(signAcs3(emulator, { secret: "x" }))).body.Code).toBe("SignatureDoesNotMatch");
    expect((await list()).body.Code).toBe("Throttling.User");
    expect(await counts()).toEqual({ total: 1, throttled: 1, byAction: { DescribeImagePipelines: 1 } });
  });

  it.each([
    [{}],
    [{ kind: "nonsense" }],
    [{ kind: "toString" }],
    [{ kind: "error", code: "X" }],
    [{ kind: "latency" }],
    [{ kind: "throttle", rate: 2 }],
    [{ kind: "throttle", times: -1 }],
    [{ kind: "throttle", action: 7 }],
  ])("refuses %j", async (fault) => {
    expect((await post(fault)).status).toBe(400);
  });
});
