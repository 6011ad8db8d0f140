import type { Call } from "../../actions/action";
import { bad } from "../../refusal";
import type { Image, ImageOptions } from "../../world/model";
import { flag, oneOf } from "../numbers";
import { optional } from "../parameters";
import { givenTags } from "../tags";
import { checkDescription, isName, lengthOf } from "../text";

const FAMILY = /^[\p{L}\d:_-]+$/u;

/** The name that an image gets: 2 to 64 characters. Throws 400 InvalidImageName.Malformed. */
export function checkImageName(name: string | undefined): void {
  if (name !== undefined && !isName(name, 64)) {
    throw bad("InvalidImageName.Malformed", "The specified ImageName is malformed.");
  }
}

/** A family of own images: 2 to 128 characters. Throws 400 InvalidImageFamily.Malformed. */
function checkFamily(family: string | undefined): void {
  if (family === undefined) return;
  const length = lengthOf(family);
  const reserved = /^(aliyun|acs:)|https?:\/\//.test(family);
  if (length < 2 || length > 128 || reserved || !FAMILY.test(family)) {
    throw bad("InvalidImageFamily.Malformed", "The specified ImageFamily is malformed.");
  }
}

/** A field of ImageOptions, or the deprecated one of the top level. */
const either = (call: Call, field: string, old: string) =>
  optional(call, `ImageOptions.${field}`) ?? optional(call, old);

/**
 * ImageOptions, with the deprecated fields of the top level, which are also answered there.
 * Throws 400 InvalidImageName.Malformed, InvalidImageFamily.Malformed, InvalidImageOptions.Description,
 * InvalidParameter.NvmeSupport, the codes of tags.
 */
export function imageOptionsOf(call: Call) {
  const ImageName = either(call, "ImageName", "ImageName");
  const ImageFamily = either(call, "ImageFamily", "ImageFamily");
  const Description = optional(call, "ImageOptions.Description");
  const words = ["supported", "unsupported", "auto"];
  const old = oneOf(call, "NvmeSupport", words, "InvalidParameter.NvmeSupport");
  const NvmeSupport =
    oneOf(call, "ImageOptions.ImageFeatures.NvmeSupport", words, "InvalidParameter.NvmeSupport") ?? old;
  checkImageName(ImageName);
  checkFamily(ImageFamily);
  checkDescription(Description, "InvalidImageOptions.Description");
  const top = {
    ...(ImageName === undefined ? {} : { ImageName }),
    ...(ImageFamily === undefined ? {} : { ImageFamily }),
  };
  const options: ImageOptions = {
    ...top,
    ...(Description === undefined ? {} : { Description }),
    ...(NvmeSupport === undefined ? {} : { ImageFeatures: { NvmeSupport } }),
    ImageTags: { ImageTag: givenTags(call, "ImageOptions.ImageTags") },
  };
  return { ImageOptions: options, ...top, ...(NvmeSupport === undefined ? {} : { NvmeSupport }) };
}

/**
 * AdvancedOptions. Throws 400 InvalidAdvancedOptions.ImageNameSuffix, and InvalidImageName.Duplicated when no suffix
 * keeps the image's name apart from one that is there.
 */
export function advancedOptionsOf(call: Call, imageName: string | undefined, images: readonly Image[]) {
  const ImageNameSuffix = oneOf(
    call,
    "AdvancedOptions.ImageNameSuffix",
    ["disable"],
    "InvalidAdvancedOptions.ImageNameSuffix",
  );
  const taken = images.some(({ owner, name }) => owner === "self" && name === imageName);
  if (ImageNameSuffix === "disable" && imageName !== undefined && taken) {
    throw bad("InvalidImageName.Duplicated", "An image of this name exists.");
  }
  return {
    AdvancedOptions: {
      ...(ImageNameSuffix === undefined ? {} : { ImageNameSuffix }),
      RetainCloudAssistant: flag(call, "AdvancedOptions.RetainCloudAssistant", false),
    },
  };
}
