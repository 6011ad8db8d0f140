import type { Call } from "../../actions/action";
import { bad, missing } from "../../refusal";
import { newestOf } from "../../world/images";
import type { Image } from "../../world/model";
import { optional, required } from "../parameters";

/** What a template is built from. */
export interface Base {
  readonly BaseImageType: string;
  readonly BaseImage?: string;
}

/**
 * BaseImageType and BaseImage of a new template.
 * Throws 404 MissingParameter.BaseImageType, MissingParameter.BaseImage, 400 InvalidBaseImageType.NotSupportedValue,
 * InvalidParameterCombination (an OSS template takes no BaseImage).
 */
export function baseOf(call: Call): Base {
  const BaseImageType = required(call, "BaseImageType", 404);
  if (!["IMAGE", "IMAGE_FAMILY", "OSS"].includes(BaseImageType)) {
    throw bad("InvalidBaseImageType.NotSupportedValue", "BaseImageType takes IMAGE, IMAGE_FAMILY or OSS.");
  }
  if (BaseImageType !== "OSS") return { BaseImageType, BaseImage: required(call, "BaseImage", 404) };
  if (optional(call, "BaseImage") !== undefined) {
    throw bad("InvalidParameterCombination", "BaseImage is not used with the BaseImageType OSS.");
  }
  return { BaseImageType };
}

/** The image that a base stands for at the moment; undefined for OSS. Throws 404 with the code given. */
export function imageOf(base: Base, images: readonly Image[], code: string): Image | undefined {
  const { BaseImageType, BaseImage = "" } = base;
  if (BaseImageType === "OSS") return undefined;
  const image =
    BaseImageType === "IMAGE" ? images.find(({ id }) => id === BaseImage) : newestOf(images, BaseImage);
  if (!image) throw missing(code, `The base image ${BaseImage.slice(0, 128)} does not exist.`);
  return image;
}

/** Images of the marketplace and of other accounts are no base. Throws 400 InvalidImage.ImageOwnerAliasUnsupported. */
export function checkOwner(image: Image | undefined): void {
  if (image?.owner === "marketplace" || image?.owner === "others") {
    throw bad("InvalidImage.ImageOwnerAliasUnsupported", `Images of ${image.owner} are not supported.`);
  }
}
