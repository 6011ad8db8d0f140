import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../server";
import { startForTest } from "../testing";
import { type RawCall, send, signAcs3, signRpc } from "../testing-signer";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 8, speed: 0 });
});
afterAll(() => emulator.close());

const at = (offset: number) => `${new Date(Date.now() + offset).toISOString().slice(0, 19)}Z`;
const MINUTE = 60_000;
const ODD = {
  RegionId: "cn-hangzhou",
  "Tag.1.Key": "*~!'()+ %2F&=",
  "Tag.1.Value": "模板 🙂",
  "Tag.2.Key": "x",
  "Tag.2.Value": "",
};

describe("ACS3", () => {
  const valid: [string, RawCall][] = [
    ["POST with a query", { query: { AcceptLanguage: "en-US" } }],
    ["GET with a query", { method: "GET", query: { AcceptLanguage: "en-US" } }],
    ["POST with a form", { form: { AcceptLanguage: "en-US" } }],
    ["signs and spaces that stumble", { action: "DescribeImagePipelines", query: ODD }],
    ["the same in a form", { action: "DescribeImagePipelines", form: ODD }],
    ["more signed headers", { headers: { "x-acs-credentials-provider": "static_ak", accept: "*/*" } }],
    ["an unsigned host", { omit: ["host"] }],
    ["an unsigned header that is none of x-acs", { unsigned: { "x-trace": "1" } }],
    ["a date 14 minutes old", { date: at(-14 * MINUTE) }],
    ["a date 14 minutes ahead", { date: at(14 * MINUTE) }],
    ["values that are empty", { query: { AcceptLanguage: "", ResourceType: "" } }],
  ];
  it.each(valid)("accepts %s", async (_what, call) => {
    expect(await send(signAcs3(emulator, call))).toMatchObject({ status: 200 });
  });

  const expired = at(-16 * MINUTE);
  const invalid: [string, RawCall, number, string][] = [
    ["an unknown key", { key: "LTAI-nobody" }, 404, "InvalidAccessKeyId.NotFound"],
    [
      "an unknown key before an old date",
      { key: "LTAI-nobody", date: expired },
      404,
      "InvalidAccessKeyId.NotFound",
    ],
    ["a date too old", { date: expired }, 400, "InvalidTimeStamp.Expired"],
    ["a date too far ahead", { date: at(16 * MINUTE) }, 400, "InvalidTimeStamp.Expired"],
    ["an old date before a wrong secret", { date: expired, secret: "x" }, 400, "InvalidTimeStamp.Expired"],
    ["a date with milliseconds", { date: new Date().toISOString() }, 400, "InvalidTimeStamp.Format"],
    ["a day that does not exist", { date: "2026-02-30T00:00:00Z" }, 400, "InvalidTimeStamp.Format"],
    ["a wrong secret", { secret: "wrong" }, 400, "SignatureDoesNotMatch"],
    ["an unsigned x-acs header", { unsigned: { "x-acs-security-token": "t" } }, 400, "SignatureDoesNotMatch"],
    [
      "another action than signed",
      { unsigned: { "x-acs-action": "DeleteImagePipeline" } },
      400,
      "SignatureDoesNotMatch",
    ],
    [
      "a wrong hash of the body",
      { headers: { "x-acs-content-sha256": "0".repeat(64) } },
      400,
      "SignatureDoesNotMatch",
    ],
    ["no date", { omit: ["x-acs-date"] }, 400, "IncompleteSignature"],
    ["no nonce", { omit: ["x-acs-signature-nonce"] }, 400, "IncompleteSignature"],
    [
      "no signature in the header",
      { unsigned: { authorization: "ACS3-HMAC-SHA256 Credential=x" } },
      400,
      "IncompleteSignature",
    ],
    ["an unknown action", { action: "ModifyImagePipeline" }, 404, "InvalidApi.NotFound"],
    ["another version", { version: "2014-05-27" }, 404, "InvalidApi.NotFound"],
    ["another method", { method: "PUT" }, 404, "InvalidApi.NotFound"],
  ];
  it.each(invalid)("refuses %s", async (_what, call, status, Code) => {
    const answer = await send(signAcs3(emulator, call));
    expect(answer).toMatchObject({ status, body: { Code } });
    expect(answer.body.RequestId).toBe(answer.headers.get("x-acs-request-id"));
  });

  it("refuses the same bytes a second time, and a changed query", async () => {
    const request = signAcs3(emulator, { query: { AcceptLanguage: "ja" } });
    expect(await send(request)).toMatchObject({ status: 200 });
    expect(await send(request)).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
    const changed = { ...request, url: request.url.replace("=ja", "=fr") };
    expect(await send(changed)).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
    const other = { ...request, init: { ...request.init, method: "GET" } };
    expect(await send(other)).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
  });

  it("does not spend the nonce of a refused signature", async () => {
    const nonce = "once-only";
    expect(await send(signAcs3(emulator, { nonce, secret: "wrong" }))).toMatchObject({ status: 400 });
    expect(await send(signAcs3(emulator, { nonce }))).toMatchObject({ status: 200 });
    const again = await send(signAcs3(emulator, { nonce, date: at(5 * MINUTE) }));
    expect(again.body.Code).toBe("SignatureNonceUsed");
  });
});

describe("the older RPC signature", () => {
  const list = { Action: "DescribeImagePipelines", ...ODD };

  it.each(["GET", "POST"])("accepts it by %s, with signs that stumble", async (method) => {
    expect(await send(signRpc(emulator, list, { method }))).toMatchObject({
      status: 200,
      body: { TotalCount: 0 },
    });
  });

  it.each([
    ["an unknown key", { AccessKeyId: "nobody" }, "InvalidAccessKeyId.NotFound"],
    ["no timestamp", { Timestamp: "" }, "IncompleteSignature"],
    ["an old timestamp", { Timestamp: at(-16 * MINUTE) }, "InvalidTimeStamp.Expired"],
    ["a malformed timestamp", { Timestamp: "yesterday" }, "InvalidTimeStamp.Format"],
    ["another method", { SignatureMethod: "HMAC-MD5" }, "SignatureDoesNotMatch"],
    ["another version of it", { SignatureVersion: "2.0" }, "SignatureDoesNotMatch"],
    ["no nonce", { SignatureNonce: "" }, "IncompleteSignature"],
    ["an unknown action", { Action: "Nothing" }, "InvalidApi.NotFound"],
    ["an unknown version", { Version: "2016-04-28" }, "InvalidApi.NotFound"],
  ])("refuses %s", async (_what, fields, Code) => {
    expect((await send(signRpc(emulator, { ...list, ...fields }))).body).toMatchObject({ Code });
  });

  it("refuses a wrong secret, a changed parameter and a replay", async () => {
    const wrong = await send(signRpc(emulator, list, { secret: "x" }));
    expect(wrong).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
    const request = signRpc(emulator, list);
    const changed = { ...request, url: `${request.url}&MaxResults=1` };
    expect((await send(changed)).body.Code).toBe("SignatureDoesNotMatch");
    expect((await send(request)).status).toBe(200);
    expect((await send(request)).body.Code).toBe("SignatureNonceUsed");
  });
});

it("says that a call has no signature, and to a browser what it is", async () => {
  const get = (path: string) => send({ url: `${emulator.url}${path}`, init: {} });
  expect(await get("/?Action=DescribeRegions")).toMatchObject({
    status: 400,
    body: { Code: "IncompleteSignature" },
  });
  expect((await get("/")).text).toContain("Local ECS endpoint");
});
