import { spawnSync } from "node:child_process";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { CreateRequest } from "../create-request";
import { asCli } from "./cli";
import type { CodeSource } from "./code-source";
import { asJson } from "./json";
import { asTerraform } from "./terraform";

/** Text with every sign that means something to a shell, to HCL or to JSON. */
const hurtful = fc.stringMatching(/^[ -~\t\n]{1,60}$/);
const sharp = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      "\\",
      "$",
      "${",
      "%{",
      "}",
      "`",
      "$(id)",
      "\n",
      "\r",
      "\t",
      "!",
      "#",
      "~",
      "EOT",
      "EOT\n",
      "<<EOT",
      "构建",
      "\u2028",
      "é",
      " ",
      "-",
      "*",
      "a",
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => parts.join(""));
const text = fc.oneof(hurtful, sharp);

const request: fc.Arbitrary<CreateRequest> = fc.record(
  {
    Name: text,
    Description: text,
    BaseImageType: fc.constantFrom("IMAGE", "IMAGE_FAMILY"),
    BaseImage: text,
    BuildContent: fc.array(text, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n")),
    TestContent: text,
    SystemDiskSize: fc.integer({ min: 20, max: 500 }),
    DeleteInstanceOnFailure: fc.boolean(),
    ToRegionId: fc.array(text, { minLength: 1, maxLength: 3 }),
    AddAccount: fc.array(fc.stringMatching(/^[0-9]{16}$/), { minLength: 1, maxLength: 2 }),
    Tag: fc.uniqueArray(fc.record({ Key: text, Value: text }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ Key }) => Key,
    }),
    ImageOptions: fc.record({ ImageName: text }),
  },
  { requiredKeys: ["BaseImage", "BaseImageType"] },
);
const source = (given: CreateRequest): CodeSource => ({
  regionId: "cn-hangzhou",
  templateId: "ip-bp1234567890",
  request: given,
});

it("as JSON it is the same again", () => {
  fc.assert(
    fc.property(request, (given) => {
      expect(JSON.parse(asJson(source(given)))).toEqual({ RegionId: "cn-hangzhou", ...given });
    }),
  );
});

it("a shell reads every word of the command as it was, whatever signs it holds", () => {
  fc.assert(
    fc.property(request, (given) => {
      const command = asCli(source(given)).replace(/^aliyun /, "printf '%s\\0' ");
      const { stdout, status } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
      expect(status).toBe(0);
      const [service, action, ...words] = stdout.split("\0").slice(0, -1);
      expect([service, action]).toEqual(["ecs", "CreateImagePipeline"]);
      const parameters = new Map(
        words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1]]] : [])) as [string, string][],
      );
      expect(parameters.get("--RegionId")).toBe("cn-hangzhou");
      expect(parameters.get("--Name")).toBe(given.Name);
      expect(parameters.get("--BuildContent")).toBe(given.BuildContent);
      expect(parameters.get("--ImageOptions.ImageName")).toBe(given.ImageOptions?.ImageName);
      given.Tag?.forEach(({ Key, Value }, at) => {
        expect(parameters.get(`--Tag.${at + 1}.Key`)).toBe(Key);
        expect(parameters.get(`--Tag.${at + 1}.Value`)).toBe(Value);
      });
      given.ToRegionId?.forEach((each, at) => {
        expect(parameters.get(`--ToRegionId.${at + 1}`)).toBe(each);
      });
    }),
    { numRuns: 40 },
  );
});

/** What HashiCorp's own parser makes of an expression: it leaves templates as they are written. */
function value(read: unknown): unknown {
  if (typeof read === "string") {
    const chomped = /^\$\{chomp\(([\s\S]*)\)\}$/.exec(read)?.[1];
    const inner = chomped === undefined ? read : heredoc(chomped);
    return inner.replaceAll("$${", "${").replaceAll("%%{", "%{");
  }
  if (Array.isArray(read)) return read.map(value);
  if (typeof read !== "object" || read === null) return read;
  return Object.fromEntries(Object.entries(read).map(([key, each]) => [String(value(key)), value(each)]));
}

function heredoc(written: string): string {
  const [, mark = "", body = ""] = /^<<(\w+)\n([\s\S]*)$/.exec(written) ?? [];
  const lines = body.split("\n");
  const end = lines.findIndex((line) => line.trim() === mark);
  return lines.slice(0, end).join("\n");
}

it("Terraform's parser reads every argument as it was, and an import block for the template", async () => {
  await fc.assert(
    fc.asyncProperty(request, async (given) => {
      const read = (await parse("main.tf", asTerraform([source(given)]))) as {
        import: { to: string; id: string }[];
        resource: { alicloud_ecs_image_pipeline: Record<string, Record<string, unknown>[]> };
      };
      const [[label, [resource]] = ["", []]] = Object.entries(read.resource.alicloud_ecs_image_pipeline) as [
        [string, Record<string, unknown>[]],
      ];
      expect(read.import).toEqual([
        { to: `\${alicloud_ecs_image_pipeline.${label}}`, id: "ip-bp1234567890" },
      ]);
      const expected = {
        name: given.Name,
        description: given.Description,
        base_image_type: given.BaseImageType,
        base_image: given.BaseImage,
        build_content: given.BuildContent,
        system_disk_size: given.SystemDiskSize,
        delete_instance_on_failure: given.DeleteInstanceOnFailure,
        to_region_id: given.ToRegionId,
        add_account: given.AddAccount,
        image_name: given.ImageOptions?.ImageName,
        tags: given.Tag && Object.fromEntries(given.Tag.map(({ Key, Value }) => [Key, Value])),
      };
      const defined = Object.entries(expected).filter(([, each]) => each !== undefined);
      expect(value(resource)).toEqual(Object.fromEntries(defined));
    }),
    { numRuns: 60 },
  );
});

it("two templates of one name have labels of their own, and what the resource cannot say is said", () => {
  const given = { Name: "Büro-安全基线", BaseImage: "i", BaseImageType: "IMAGE", TestContent: "RUN true" };
  const written = asTerraform([source(given), { ...source(given), templateId: "ip-bp999" }]);
  expect(written).toContain('resource "alicloud_ecs_image_pipeline" "b_ro" {');
  expect(written).toContain('resource "alicloud_ecs_image_pipeline" "b_ro_ip_bp999" {');
  expect(written).toContain("no argument for TestContent.");
});
