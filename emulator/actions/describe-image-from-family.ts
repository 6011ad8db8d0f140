import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { familyImageFields } from "../world/image-json";
import { imagesOf, newestOf } from "../world/images";
import { type Action, ECS } from "./action";

/** The newest image of a family, or an empty object. */
export const describeImageFromFamily: Action = {
  name: "DescribeImageFromFamily",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call);
    const family = required(call, "ImageFamily");
    const image = newestOf(imagesOf(desk.world, region, call.now), family);
    return { kind: "fields", fields: { Image: image ? familyImageFields(image) : {} } };
  },
};
