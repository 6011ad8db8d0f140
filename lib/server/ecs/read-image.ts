import "server-only";
import { errand, type Machine } from "./machine";
import { read } from "./read";
import { isShape, list, object, required, type Shape, successBody } from "./shapes";
import type { CallOptions, ImageRef } from "./types";

/**
 * The ID of the image that a base stands for: itself when DescribeImages lists it, the newest one of a family. Null
 * when a well-formed answer has none, which a missing permission may look like. Throws AppError.
 */
export async function readImage(
  machine: Machine,
  regionId: string,
  base: ImageRef,
  options: CallOptions,
): Promise<string | null> {
  const task = errand(machine, regionId, options);
  if ("family" in base) {
    return read(machine, task, {
      action: "DescribeImageFromFamily",
      invoke: (client, runtime, ecs) =>
        client.describeImageFromFamilyWithOptions(
          new ecs.DescribeImageFromFamilyRequest({ regionId, imageFamily: base.family }),
          runtime,
        ),
      parse: (answer) => newest(successBody(answer).body),
    });
  }
  return read(machine, task, {
    action: "DescribeImages",
    invoke: (client, runtime, ecs) =>
      client.describeImagesWithOptions(
        new ecs.DescribeImagesRequest({ regionId, imageId: base.id, pageSize: 1 }),
        runtime,
      ),
    parse: (answer) => {
      const images = list(object(successBody(answer).body, "Images"), "Image");
      return images.map((image) => required(image, "ImageId")).find((id) => id === base.id) ?? null;
    },
  });
}

/** A family without an image is answered with an empty object, or with none. */
function newest(body: Shape): string | null {
  if (body.Image === undefined || body.Image === null) return null;
  const image = isShape(body.Image) ? body.Image : object(body, "Image");
  return Object.keys(image).length === 0 ? null : required(image, "ImageId");
}
