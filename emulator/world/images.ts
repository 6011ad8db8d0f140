import { seededImages } from "../seed/images";
import { stand } from "./course";
import { hasImage, imageIdOf } from "./execution-json";
import type { Build, Definition, Image } from "./model";
import { buildsOf, definitionOf, type Region, targetsOf, type World } from "./world";

/** The seeded images of a region. */
function seedsOf(world: World, region: Region): readonly Image[] {
  region.images ??= seededImages(world.seed, region.id, world.startedAt);
  return region.images;
}

/** The image that a template starts from, among seeded ones; what a built image inherits. */
function baseOf(world: World, region: Region, definition: Definition): Image | undefined {
  const seeds = seedsOf(world, region);
  return (
    seeds.find(({ id, family }) => id === definition.BaseImage || family === definition.BaseImage) ?? seeds[0]
  );
}

/** The image of a build, if it exists by now. */
function built(world: World, region: Region, build: Build, definition: Definition, now: number): Image[] {
  const { status, since } = stand(build.course, now);
  const base = baseOf(world, region, definition);
  if (!hasImage(build, status) || !base) return [];
  const { ImageName, ImageFamily = "", Description, ImageFeatures, ImageTags } = definition.ImageOptions;
  const bare = definition.AdvancedOptions.ImageNameSuffix === "disable";
  const name = ImageName === undefined ? build.id : bare ? ImageName : `${ImageName}_${build.id}`;
  return [
    {
      ...base,
      id: imageIdOf(region.id, build),
      name,
      family: ImageFamily,
      owner: "self",
      createdAt: Math.max(build.createdAt, Math.min(since, now)),
      size: definition.SystemDiskSize,
      ...(Description === undefined ? {} : { description: Description }),
      group: definition.ResourceGroupId,
      tags: ImageTags.ImageTag,
      ...(ImageFeatures === undefined ? {} : { nvme: ImageFeatures.NvmeSupport }),
      repairable: true,
    },
  ];
}

/** Of each template of the gallery: the newest image that was there at the start, and one that came since. */
function fromGallery(world: World, region: Region, now: number): Image[] {
  return region.gallery.flatMap((template) => {
    const definition = definitionOf(world, template);
    const builds = buildsOf(world, template).slice(0, 50);
    const before = builds.findLast((build) => hasImage(build, stand(build.course, world.startedAt).status));
    const latest = builds.at(-1);
    return [...new Set([before, latest])].flatMap((build) =>
      build ? built(world, region, build, definition, now) : [],
    );
  });
}

/** How many images of seeded templates a region has from other regions. */
const COPIES = 15;

/** The copy of a build's image in a target region: it is there once all went well. */
function copied(world: World, from: Region, to: Region, build: Build, definition: Definition, now: number) {
  if (stand(build.course, now).status !== "SUCCESS") return [];
  const id = imageIdOf(to.id, build);
  return built(world, from, build, definition, now).map((image): Image => ({ ...image, id, copied: true }));
}

/** What other regions' galleries had sent to a region by the start: of each template the newest image. */
function sentBefore(world: World, to: Region): Image[] {
  const others = [...world.regions.values()].filter((from) => from !== to);
  const images = others.flatMap((from) =>
    from.gallery
      .filter((template) => targetsOf(world, template).includes(to.id))
      .flatMap((template) => {
        const definition = definitionOf(world, template);
        const sent = (build: Build) => copied(world, from, to, build, definition, world.startedAt);
        return (
          buildsOf(world, template)
            .slice(0, 50)
            .map(sent)
            .findLast((found) => found.length > 0) ?? []
        );
      }),
  );
  return images.slice(0, COPIES);
}

/** What builds that were started by calls have sent to a region. */
function sentSince(world: World, to: Region, now: number): Image[] {
  return [...world.regions.values()].flatMap((from) =>
    from.started
      .filter(({ definition }) => from !== to && definition.ToRegionIds.ToRegionId.includes(to.id))
      .flatMap(({ build, definition }) => copied(world, from, to, build, definition, now)),
  );
}

/** Every image of a region at a time (ms). */
export function imagesOf(world: World, region: Region, now: number): Image[] {
  const started = region.started.flatMap(({ build, definition }) =>
    built(world, region, build, definition, now),
  );
  region.sent ??= sentBefore(world, region);
  const images = [
    ...seedsOf(world, region),
    ...fromGallery(world, region, now),
    ...region.sent,
    ...started,
    ...sentSince(world, region, now),
  ];
  return [...new Map(images.map((image) => [image.id, image])).values()];
}

/** The newest image of a family: public families begin with `acs:`. */
export function newestOf(images: readonly Image[], family: string): Image | undefined {
  return images
    .filter((image) => image.family === family && (image.owner === "self" || image.owner === "system"))
    .reduce<Image | undefined>(
      (best, image) => (best && best.createdAt >= image.createdAt ? best : image),
      undefined,
    );
}
