import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toCreateRequest } from "@/lib/domain/to-create-request";
import type { Emulator } from "../../../emulator/server";
import { startForTest } from "../../../emulator/testing";
import { loadSdk } from "./sdk";
import { controls, gatewayTo } from "./testing";

const region = "cn-hangzhou";
const options = { share: "user", deadlineMs: 60_000 } as const;
const REQUEST = {
  Name: "made-twice",
  BaseImageType: "IMAGE_FAMILY",
  BaseImage: "acs:alibaba_cloud_linux_3_2104_lts_x64",
};

describe("creating a template from its definition", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    await loadSdk();
    emulator = await startForTest({ speed: 0, templates: 200, rate: null });
  }, 120_000);
  afterAll(() => emulator.close());
  beforeEach(() => controls(emulator.url).reset());

  it("every seeded template comes back as it was, but for its ID and time", async () => {
    const { gateway } = gatewayTo(emulator.url, { budgetPerMinute: 1_000_000 });
    const regions = await gateway.listRegions(options);
    let seen = 0;
    for (const regionId of regions) {
      for (const { id, definition } of await gateway.listTemplates(regionId, options)) {
        const { request, left } = toCreateRequest(definition);
        const answer = await gateway.createTemplate(regionId, request, `again-${id}`);
        expect(answer).toMatchObject({ kind: "accepted", templateId: expect.stringMatching(/^ip-/) });
        const made = await gateway.readTemplate(regionId, answer.templateId ?? "", options);
        expect({ ...made?.definition, CreationTime: null }).toEqual({ ...definition, CreationTime: null });
        expect(left).toEqual([]);
        seen += 1;
      }
    }
    expect(seen).toBe(200);
  }, 120_000);

  it("texts, tags, account numbers and contents of any letters arrive as they were sent", async () => {
    const { gateway } = gatewayTo(emulator.url, { budgetPerMinute: 1_000_000 });
    const line = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .map((text) => `RUN echo ${text}`);
    const printable = (text: string) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|\\$|http/u.test(text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line.filter(printable), { minLength: 1, maxLength: 5 }),
        fc.uniqueArray(fc.stringMatching(/^[a-z][a-zA-Z0-9 &=+%'"*~]{1,20}$/), { maxLength: 5 }),
        fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n }),
        fc.boolean(),
        fc.integer({ min: 20, max: 500 }),
        async (content, keys, account, keeps, disk) => {
          const definition = {
            ...REQUEST,
            BuildContent: content.join("\n"),
            SystemDiskSize: disk,
            DeleteInstanceOnFailure: keeps,
            AddAccounts: { AddAccount: [account.toString()] },
            Tags: {
              Tag: keys
                .filter((key) => !/^(aliyun|acs:)/.test(key))
                .map((TagKey) => ({ TagKey, TagValue: `${TagKey} é模板` })),
            },
          };
          const token = `p-${Math.abs(hash(JSON.stringify(definition)))}`;
          const answer = await gateway.createTemplate(region, toCreateRequest(definition).request, token);
          expect(answer).toMatchObject({ kind: "accepted" });
          const made = await gateway.readTemplate(region, answer.templateId ?? "", options);
          expect(made?.definition).toMatchObject(definition);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it("the same token with the same request makes one template, with another one it is a conflict", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const before = (await controls(emulator.url).region(region)).templates.length;
    const first = await gateway.createTemplate(region, REQUEST, "token-1");
    expect(await gateway.createTemplate(region, REQUEST, "token-1")).toMatchObject({
      kind: "accepted",
      templateId: first.templateId,
    });
    expect(await gateway.createTemplate(region, { ...REQUEST, Name: "other" }, "token-1")).toMatchObject({
      kind: "refused",
      code: "ecs-conflict",
      fault: { code: "IdempotentParameterMismatch" },
    });
    expect((await controls(emulator.url).region(region)).templates.length).toBe(before + 1);
  });

  it("a refusal brings ECS's code, status and request ID", async () => {
    const { gateway } = gatewayTo(emulator.url);
    expect(await gateway.createTemplate(region, { ...REQUEST, BaseImage: "gone" }, "token-2")).toMatchObject({
      kind: "refused",
      code: "ecs-refused",
      fault: { code: "InvalidImage.NotFound", httpStatus: 404, requestId: expect.any(String) },
    });
  });

  it("tells which image a base stands for, and null when there is none", async () => {
    const { gateway } = gatewayTo(emulator.url);
    const family = await gateway.readImage(region, { family: REQUEST.BaseImage }, options);
    expect(family).toMatch(/./);
    expect(await gateway.readImage(region, { id: family ?? "" }, options)).toBe(family);
    expect(await gateway.readImage(region, { id: "m-none" }, options)).toBeNull();
    expect(await gateway.readImage(region, { family: "none" }, options)).toBeNull();
  });
});

function hash(text: string): number {
  let value = 0;
  for (const letter of text) value = (value * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return value;
}
