import { describe, expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";

const FROM = "cn-hangzhou";
const TO = "cn-beijing";

type Image = Record<string, unknown>;

function images(desk: ReturnType<typeof endpointForTest>["desk"], RegionId: string): Image[] {
  const answer = ask(desk, "DescribeImages", { RegionId, PageSize: "100" });
  if (answer.kind !== "list") throw new Error(JSON.stringify(answer));
  return answer.items.map((item) => JSON.parse(item) as Image);
}

describe("the image of a build that succeeded", () => {
  const { desk } = endpointForTest();
  const made = ask(desk, "CreateImagePipeline", {
    RegionId: FROM,
    BaseImageType: "IMAGE",
    BaseImage: "ubuntu_24_04_x64_20G_alibase_20250113.vhd",
    "ImageOptions.ImageName": "sent",
    "ToRegionId.1": FROM,
    "ToRegionId.2": TO,
  });
  if (made.kind !== "fields") throw new Error(JSON.stringify(made));
  const template = String(made.fields.ImagePipelineId);
  const at = desk.clock.now();
  const sent = (region: string) =>
    images(desk, region).filter(({ ImageName }) => String(ImageName).startsWith("sent_"));

  it("is in its region, and a copy of another ID in each target region, but not before the end", () => {
    desk.change({ op: "hold-build", at, template, id: "exec-1", status: "DISTRIBUTING" });
    expect(sent(FROM)).toHaveLength(1);
    expect(sent(TO)).toEqual([]);
    desk.change({ op: "move-build", at, template, id: "exec-1", status: "SUCCESS", hold: true });
    const [[original], [copy]] = [sent(FROM), sent(TO)];
    expect(original).toMatchObject({ ImageName: "sent_exec-1", IsCopied: false });
    expect(copy).toMatchObject({ ImageName: "sent_exec-1", IsCopied: true, ImageOwnerAlias: "self" });
    expect(copy?.ImageId).not.toBe(original?.ImageId);
    expect(sent("us-west-1")).toEqual([]);
  });

  it("stays in the target region when the template is deleted, and can be built from", () => {
    desk.change({ op: "remove-template", at, id: template, requestId: null });
    const [copy] = sent(TO);
    const parameters = { RegionId: TO, BaseImageType: "IMAGE", BaseImage: String(copy?.ImageId) };
    expect(ask(desk, "CreateImagePipeline", parameters)).toMatchObject({ kind: "fields" });
    expect(ask(desk, "CreateImagePipeline", { ...parameters, RegionId: "us-west-1" })).toMatchObject({
      code: "InvalidImage.NotFound",
    });
  });
});

it.each(["1", "2", "-7"])(
  "seed %s sends images to other regions, and no region has more than 100",
  (seed) => {
    const { desk } = endpointForTest({ seed, templates: 5_000 });
    const regions = [...desk.world.regions.keys()].map((id) => images(desk, id));
    expect(regions.flat().some(({ IsCopied }) => IsCopied)).toBe(true);
    for (const list of regions) expect(list.length).toBeLessThan(100);
    const ids = regions.flat().filter(({ ImageOwnerAlias }) => ImageOwnerAlias !== "system");
    expect(new Set(ids.map(({ ImageId }) => ImageId)).size).toBe(ids.length);
  },
);
