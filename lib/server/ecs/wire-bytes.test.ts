import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { loadSdk } from "./sdk";
import { gatewayTo, json, type Script, startScript } from "./testing";

const region = "cn-hangzhou";
const user = { share: "user" } as const;
const EMPTY_BODY = createHash("sha256").update("").digest("hex");

let script: Script;
let answer: unknown;

beforeAll(async () => {
  await loadSdk();
  script = await startScript((_request, response) => json(response, 200, answer));
}, 120_000);
afterAll(() => script.close());
beforeEach(() => {
  script.requests.length = 0;
  answer = { RequestId: "R-1" };
});

/** The one request, its headers by lower-case name. */
function onlyRequest() {
  expect(script.requests).toHaveLength(1);
  const { method = "", url = "", headers = [] } = script.requests[0] ?? {};
  const named = new Map<string, string>();
  for (let at = 0; at < headers.length; at += 2)
    named.set(headers[at]?.toLowerCase() ?? "", headers[at + 1] ?? "");
  return { method, url, header: (name: string) => named.get(name) ?? "", names: [...named.keys()] };
}

it("a delete carries exactly the intent's date and nonce, and the signature covers both", async () => {
  const fixed = { date: "2026-11-24T08:00:00Z", nonce: "nonce-of-the-intent" };
  const { gateway } = gatewayTo(script.url);
  expect(await gateway.deleteTemplate(region, "ip-a", fixed)).toEqual({ kind: "accepted", requestId: "R-1" });
  const { method, url, header } = onlyRequest();
  expect(`${method} ${url}`).toBe("POST /?ImagePipelineId=ip-a&RegionId=cn-hangzhou");
  expect(header("x-acs-date")).toBe(fixed.date);
  expect(header("x-acs-signature-nonce")).toBe(fixed.nonce);
  expect(header("x-acs-action")).toBe("DeleteImagePipeline");
  expect(header("x-acs-version")).toBe("2014-05-26");
  expect(header("content-length")).toBe("0");

  const [, signed = "", signature = ""] =
    /SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header("authorization")) ?? [];
  expect(signed.split(";")).toEqual(expect.arrayContaining(["x-acs-date", "x-acs-signature-nonce"]));
  const lines = signed.split(";").map((name) => `${name}:${header(name)}\n`);
  const canonical = ["POST", "/", url.slice(2), lines.join(""), signed, EMPTY_BODY].join("\n");
  const text = `ACS3-HMAC-SHA256\n${createHash("sha256").update(canonical).digest("hex")}`;
  expect(signature).toBe(createHmac("sha256", "demo-secret-imagekeeper").update(text).digest("hex"));
});

it("every request names this program and its version, and no retry of the SDK", async () => {
  const { gateway } = gatewayTo(script.url, { version: "1.2.3" });
  await gateway.cancelBuild(region, "exec-a");
  const { url, header, names } = onlyRequest();
  expect(url).toBe("/?ExecutionId=exec-a&RegionId=cn-hangzhou");
  expect(header("user-agent")).toMatch(/ Imagekeeper\/1\.2\.3$/);
  expect(names.filter((name) => name.startsWith("x-acs-retry"))).toEqual([]);
});

it("a start carries the caller's token", async () => {
  answer = { RequestId: "R-1", ExecutionId: "exec-new" };
  const { gateway } = gatewayTo(script.url);
  expect(await gateway.startBuild(region, "ip-a", "token-1")).toEqual({
    kind: "accepted",
    requestId: "R-1",
    buildId: "exec-new",
  });
  expect(onlyRequest().url).toBe("/?ClientToken=token-1&ImagePipelineId=ip-a&RegionId=cn-hangzhou");
});

it.each([
  ["listTemplates", "/?MaxResults=500&RegionId=cn-hangzhou", "DescribeImagePipelines"],
  ["readTemplate", "/?ImagePipelineId.1=ip-a&MaxResults=500&RegionId=cn-hangzhou", "DescribeImagePipelines"],
  [
    "readBuilds",
    "/?ImagePipelineId=ip-a&MaxResults=500&RegionId=cn-hangzhou",
    "DescribeImagePipelineExecutions",
  ],
  ["listRegions", "/?AcceptLanguage=en-US", "DescribeRegions"],
] as const)("%s asks with these parameters and nothing else", async (verb, url, action) => {
  answer = {
    RequestId: "R-1",
    TotalCount: 0,
    ImagePipeline: { ImagePipelineSet: [] },
    ImagePipelineExecution: { ImagePipelineExecutionSet: [] },
    Regions: { Region: [{ RegionId: region }] },
  };
  const { gateway } = gatewayTo(script.url);
  if (verb === "listTemplates") await gateway.listTemplates(region, user);
  else if (verb === "listRegions") await gateway.listRegions(user);
  else await gateway[verb](region, "ip-a", user);
  expect(onlyRequest().url).toBe(url);
  expect(onlyRequest().header("x-acs-action")).toBe(action);
});

it("nothing that a log line, an error or an observer gets holds a secret, a signature, an address or content", async () => {
  const content = "RUN echo top-secret-content";
  const told: unknown[] = [];
  const note = (...values: unknown[]) => told.push(values);
  const failing = await startScript((_request, response, count) => {
    if (count === 1) return response.destroy();
    json(response, 400, {
      RequestId: "R-2",
      Code: "SignatureDoesNotMatch",
      Message: `Specified signature is not matched. server string to sign is:POST&BuildContent=${content}`,
      Recommend: `https://evil.example/?q=${content}`,
    });
  });
  try {
    const { gateway } = gatewayTo(failing.url, { log: { debug: note, warn: note }, observer: note });
    const error = await gateway.readTemplate(region, "ip-a", user).catch((thrown: unknown) => thrown);
    const shown = JSON.stringify([told, error, String(error), String((error as Error).cause)]);
    expect(told.length).toBeGreaterThan(0);
    expect(shown).toContain("SignatureDoesNotMatch");
    for (const secret of ["demo-secret", "Signature=", "top-secret", "evil.example", failing.url, "LTAI5t"]) {
      expect(shown).not.toContain(secret);
    }
  } finally {
    await failing.close();
  }
});
