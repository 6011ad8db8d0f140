import { bad } from "../refusal";
import { clientToken, fingerprint } from "../rules/client-token";
import { checkContent } from "../rules/content/check-content";
import { groupOf } from "../rules/group";
import { flag, wholeNumber } from "../rules/numbers";
import { optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { givenTags } from "../rules/tags";
import { baseOf, checkOwner, imageOf } from "../rules/template/base";
import { advancedOptionsOf, imageOptionsOf } from "../rules/template/image-options";
import { importOptionsOf } from "../rules/template/import-options";
import { placeOf, targetsOf } from "../rules/template/place";
import { repairOf } from "../rules/template/repair";
import { checkDescription, checkName } from "../rules/text";
import { makeId } from "../world/identity";
import { imagesOf } from "../world/images";
import type { Definition } from "../world/model";
import type { Region } from "../world/world";
import { type Action, type Call, type Desk, ECS } from "./action";
import type { Fields } from "./answer";

/** The definition that a call describes; every rule of the page is checked on the way. Throws Refusal. */
function definitionOf(desk: Desk, call: Call, region: Region, id: string): Definition {
  const { world } = desk;
  const base = baseOf(call);
  const Name = optional(call, "Name");
  const Description = optional(call, "Description");
  checkName(Name);
  checkDescription(Description);
  const images = imagesOf(world, region, call.now);
  const imported = importOptionsOf(call, base.BaseImageType);
  const image = imageOf(base, images, "InvalidImage.NotFound");
  checkOwner(image);
  const system = (imported?.OSType ?? image?.osType) === "windows" ? "windows" : "linux";
  const contents = {
    components: region.components,
    system: system === "windows" ? "Windows" : "Linux",
  } as const;
  const BuildContent = optional(call, "BuildContent");
  const TestContent = optional(call, "TestContent");
  checkContent(BuildContent, { field: "BuildContent", ...contents });
  checkContent(TestContent, { field: "TestContent", ...contents });
  const made = imageOptionsOf(call);
  return {
    Name: Name ?? id,
    ...(Description === undefined ? {} : { Description }),
    ...base,
    ...(BuildContent === undefined ? {} : { BuildContent }),
    ...(TestContent === undefined ? {} : { TestContent }),
    ...placeOf(call, world, region),
    SystemDiskSize: wholeNumber(
      call,
      "SystemDiskSize",
      [20, 500],
      40,
      "InvalidSystemDiskSize.NotSupportedValue",
    ),
    InternetMaxBandwidthOut: wholeNumber(
      call,
      "InternetMaxBandwidthOut",
      [0, 100],
      0,
      "InvalidInternetMaxBandwidthOut.NotSupportedValue",
    ),
    DeleteInstanceOnFailure: flag(call, "DeleteInstanceOnFailure", true),
    ResourceGroupId: groupOf(call),
    ...repairOf(call, image, system),
    ...targetsOf(call, world),
    Tags: { Tag: givenTags(call) },
    ...made,
    ...advancedOptionsOf(call, made.ImageName, images),
    ...(imported === undefined ? {} : { ImportImageOptions: imported }),
  };
}

function create(desk: Desk, call: Call, region: Region): Fields {
  const id = makeId("ip", region.id, desk.random);
  const definition = definitionOf(desk, call, region, id);
  const { templates } = desk.quotas;
  if (templates !== null && region.templates.length >= templates) {
    throw bad("QuotaExceed.ImagePipeline", "The quota of image pipelines in this region is used up.");
  }
  desk.change({ op: "add-template", at: call.now, regionId: region.id, id, definition });
  return { kind: "fields", fields: { ImagePipelineId: id } };
}

/** Creates a template; builds nothing (page D4). Missing parameters are 404 here. */
export const createImagePipeline: Action = {
  name: "CreateImagePipeline",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call, 404);
    const scope = `${this.name} ${region.id}`;
    return desk.clientTokens.once(scope, clientToken(call), fingerprint(call), () =>
      create(desk, call, region),
    );
  },
};
