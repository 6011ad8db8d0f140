import { imageFilter } from "../rules/image-filter";
import { numberedPage } from "../rules/page-number";
import { regionOf } from "../rules/region";
import { byCreation } from "../world/by-creation";
import { imageFields } from "../world/image-json";
import { imagesOf } from "../world/images";
import { type Action, ECS } from "./action";

/** The images of a region, in numbered pages of at most 100 (page D21). */
export const describeImages: Action = {
  name: "DescribeImages",
  version: ECS,
  list: { path: ["Images", "Image"], paging: "number" },
  run(desk, call) {
    const region = regionOf(desk, call);
    const matches = imageFilter(call);
    const images = imagesOf(desk.world, region, call.now).filter(matches).sort(byCreation);
    return numberedPage(call, images, 100, (image) => JSON.stringify(imageFields(image)), {
      RegionId: region.id,
    });
  },
};
