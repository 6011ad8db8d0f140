import { makeId } from "../world/identity";
import type { AnswerTag, Definition } from "../world/model";
import { type Control, type ControlCall, ControlError, maybeText, text } from "./control";
import { regionId, template } from "./find";

function tags({ tags: given = {} }: ControlCall["body"]): AnswerTag[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new ControlError(400, "tags must be an object of texts");
  }
  return Object.entries(given).map(([TagKey, value]) => {
    if (typeof value !== "string") throw new ControlError(400, "tags must be an object of texts");
    return { TagKey, TagValue: value };
  });
}

function definition(body: ControlCall["body"]): Definition {
  const Description = maybeText(body, "description");
  const BuildContent = maybeText(body, "buildContent");
  return {
    Name: text(body, "name"),
    ...(Description === undefined ? {} : { Description }),
    BaseImageType: "IMAGE_FAMILY",
    BaseImage: "acs:alibaba_cloud_linux_3_2104_lts_x64",
    ...(BuildContent === undefined ? {} : { BuildContent }),
    SystemDiskSize: 40,
    InternetMaxBandwidthOut: 0,
    DeleteInstanceOnFailure: true,
    ResourceGroupId: "",
    RepairItems: { RepairItem: [] },
    ToRegionIds: { ToRegionId: [] },
    AddAccounts: { AddAccount: [] },
    Tags: { Tag: tags(body) },
    ImageOptions: { ImageTags: { ImageTag: [] } },
    AdvancedOptions: { RetainCloudAssistant: false },
  };
}

/** Adds a template, unchecked. */
export const postTemplate: Control = {
  method: "POST",
  path: "templates",
  run(endpoint, { body }) {
    const { desk } = endpoint;
    const region = regionId(endpoint, text(body, "regionId"));
    const id = makeId("ip", region, desk.random);
    const at = desk.clock.now();
    desk.change({ op: "add-template", at, regionId: region, id, definition: definition(body) });
    return { body: { imagePipelineId: id } };
  },
};

/** Removes a template with its builds, even while one runs. */
export const deleteTemplate: Control = {
  method: "DELETE",
  path: "templates/:id",
  run(endpoint, { id }) {
    const { desk } = endpoint;
    const found = template(endpoint, id);
    desk.change({ op: "remove-template", at: desk.clock.now(), id: found.id, requestId: null });
    return { body: {} };
  },
};
