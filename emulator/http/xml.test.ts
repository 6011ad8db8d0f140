import { afterAll, beforeAll, expect, it } from "vitest";
import type { Emulator } from "../server";
import { control, startForTest } from "../testing";
import { send, signAcs3, signRpc } from "../testing-signer";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 8, speed: 0, regions: ["cn-hangzhou", "cn-shanghai"] });
});
afterAll(() => emulator.close());

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

const xml = (Action: string, parameters: Record<string, string> = {}, method = "GET") =>
  send(signRpc(emulator, { Action, Format: "XML", ...parameters }, { method }));

it("an answer in XML is named after its operation and repeats the name of a list's items", async () => {
  for (const method of ["GET", "POST"]) {
    const answer = await xml("DescribeRegions", { AcceptLanguage: "en-US" }, method);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/xml;charset=utf-8");
    const regions = [...answer.text.matchAll(/<Region><RegionId>([^<]*)<\/RegionId>/g)].map(([, id]) => id);
    expect(regions).toEqual(["cn-hangzhou", "cn-shanghai"]);
    expect(answer.text.replace(/<RequestId>[0-9A-F-]{36}<\/RequestId>/, "-")).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><DescribeRegionsResponse>-<Regions><Region>.*<\/Region><\/Regions><\/DescribeRegionsResponse>$/,
    );
  }
});

it("an error in XML has the fields and the status of its JSON", async () => {
  const answer = await xml("DescribeImagePipelines", { RegionId: "<nowhere>" });
  expect(answer.status).toBe(404);
  expect(answer.text).toMatch(
    /^<\?xml[^>]*><Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>ecs.aliyuncs.com<\/HostId><Code>InvalidRegionId.NotFound<\/Code><Message>[^<]+<\/Message><Recommend>[^<]+<\/Recommend><\/Error>$/,
  );
  const unsigned = await send({ url: `${emulator.url}/?Action=DescribeRegions&Format=XML`, init: {} });
  expect(unsigned.status).toBe(400);
  expect(unsigned.text).toContain("<Error>");
  expect(unsigned.text).toContain("<Code>IncompleteSignature</Code>");
});

it("text in XML keeps every character that XML can hold", async () => {
  const Description = "a <b> & \"c\" 'd' 中 🙂 \t\n\r ]]> \u0001 \u0000";
  const BaseImage = "acs:ubuntu_22_04_x64";
  const base = { RegionId: "cn-hangzhou", BaseImageType: "IMAGE_FAMILY", BaseImage, Description };
  const made = await xml("CreateImagePipeline", base, "POST");
  const id = /<ImagePipelineId>([^<]+)</.exec(made.text)?.[1] ?? "";
  const { text } = await xml("DescribeImagePipelines", { RegionId: "cn-hangzhou", "ImagePipelineId.1": id });
  expect(text).toContain(
    "<Description>a &lt;b&gt; &amp; \"c\" 'd' 中 🙂 \t\n&#13; ]]&gt; \ufffd \ufffd</Description>",
  );
  expect(text).toContain("<TotalCount>1</TotalCount><MaxResults>50</MaxResults><NextToken></NextToken>");
});

it("the format is asked for in any case, also under ACS3; another format is refused by name", async () => {
  const acs3 = await send(signAcs3(emulator, { query: { Format: "xml" } }));
  expect(acs3.text.startsWith(`${HEAD}<DescribeRegionsResponse>`)).toBe(true);
  for (const Format of ["", "json", "JSON"]) {
    expect((await xml("DescribeRegions", { Format })).headers.get("content-type")).toContain("json");
  }
  expect((await xml("DescribeRegions", { Format: "YAML" })).body).toMatchObject({
    Code: "InvalidParameter.Format",
  });
});

it("faults are the same in XML", async () => {
  const post = (fault: object) => control(emulator, "POST", "faults", { times: 1, ...fault });
  const body = { AccessDeniedDetail: { AuthAction: "ecs:x", List: [1, 2] }, "no name": 1 };
  await post({ kind: "error", status: 403, code: "Forbidden.RAM", message: "m", body });
  const refused = await xml("DescribeRegions");
  expect(refused.status).toBe(403);
  expect(refused.text).toContain(
    "<AccessDeniedDetail><AuthAction>ecs:x</AuthAction><List>1</List><List>2</List></AccessDeniedDetail></Error>",
  );
  await post({ kind: "empty" });
  expect((await xml("DescribeRegions")).text).toBe(
    `${HEAD}<DescribeRegionsResponse></DescribeRegionsResponse>`,
  );
  await post({ kind: "html" });
  expect((await xml("DescribeRegions")).headers.get("content-type")).toContain("html");
  await post({ kind: "truncate" });
  await expect(xml("DescribeRegions")).rejects.toThrow("terminated");
});
