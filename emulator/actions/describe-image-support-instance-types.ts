import { missing } from "../refusal";
import { oneOf } from "../rules/numbers";
import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { INSTANCE_TYPES } from "../seed/catalogue";
import { imagesOf } from "../world/images";
import { type Action, ECS } from "./action";

/** The instance types that an image runs on (page D23). */
export const describeImageSupportInstanceTypes: Action = {
  name: "DescribeImageSupportInstanceTypes",
  version: ECS,
  list: { path: ["InstanceTypes", "InstanceType"], paging: "none" },
  run(desk, call) {
    const region = regionOf(desk, call);
    const id = required(call, "ImageId");
    oneOf(call, "ActionType", ["CreateEcs", "ChangeOS"], "InvalidParameter.ActionType");
    const image = imagesOf(desk.world, region, call.now).find((each) => each.id === id);
    if (!image) throw missing("InvalidImage.NotFound", "The specified ImageId does not exist.");
    const architecture = image.architecture === "arm64" ? "ARM" : "X86";
    const items = INSTANCE_TYPES.filter((type) => type.architecture === architecture).map((type) =>
      JSON.stringify({
        InstanceTypeId: type.id,
        InstanceTypeFamily: type.family,
        CpuCoreCount: type.cores,
        MemorySize: type.memory,
      }),
    );
    return { kind: "list", items, head: { RegionId: region.id, ImageId: id } };
  },
};
