import { bad, Refusal } from "../../refusal";
import { imagesOf } from "../../world/images";
import type { Definition } from "../../world/model";
import type { Region, World } from "../../world/world";
import { checkContent, type Scope } from "../content/check-content";
import { imageOf } from "./base";
import { checkObjectAtStart } from "./oss-object";
import { checkInstanceType, checkVSwitch } from "./place";

/** Codes about a content that the page of StartImagePipelineExecution lists itself. */
const LISTED = new Set([
  "ImageComponent.NotFound",
  "InvalidImageComponent.NotSupported",
  "InvalidImage.OsTypeUnsupported",
]);

/** A content at start: what is wrong with a command is one code here. */
function checkAgain(content: string | undefined, scope: Scope): void {
  try {
    checkContent(content, scope);
  } catch (error) {
    if (!(error instanceof Refusal) || LISTED.has(error.code)) throw error;
    throw bad(`InvalidParameter.${scope.field}`, error.message);
  }
}

/**
 * What was right when a template was made may be wrong when it is built (page D7).
 * Throws 404 InvalidImagePipeline.BaseImageNotFound, ImageComponent.NotFound, InvalidInstanceType.NotFound,
 * InvalidVSwitchId.NotFound, 400 InvalidParameter.BuildContent, InvalidParameter.TestContent,
 * InvalidImageComponent.NotSupported, InvalidImage.OsTypeUnsupported, and what OSS says to the object.
 */
export function checkAtStart(world: World, region: Region, definition: Definition, now: number): void {
  const images = imagesOf(world, region, now);
  const image = imageOf(definition, images, "InvalidImagePipeline.BaseImageNotFound");
  const disks = definition.ImportImageOptions?.DiskDeviceMappings.DiskDeviceMapping ?? [];
  for (const { OSSObject } of disks) checkObjectAtStart(OSSObject);
  checkInstanceType(definition.InstanceType);
  checkVSwitch(world, region, definition.VSwitchId);
  const windows = (definition.ImportImageOptions?.OSType ?? image?.osType) === "windows";
  const scope = { components: region.components, system: windows ? "Windows" : "Linux" } as const;
  checkAgain(definition.BuildContent, { field: "BuildContent", ...scope });
  checkAgain(definition.TestContent, { field: "TestContent", ...scope });
}
