import { between, seeded } from "../random";
import type { Image } from "../world/model";
import { SYSTEM_IMAGES, type SystemImage } from "./catalogue";
import { OWN_IMAGES, ownFamily, ownImageId, seededId } from "./fixtures";

const DAY = 86_400_000;

/** The image that no repair works on: its system is none that RepairMode knows. */
const FREEBSD: SystemImage = {
  id: "",
  family: "",
  osName: "FreeBSD 14.1 64 bit",
  platform: "FreeBSD",
  osType: "linux",
  architecture: "x86_64",
  size: 20,
};

function image(
  from: SystemImage,
  more: Pick<Image, "id" | "name" | "owner" | "createdAt"> & Partial<Image>,
): Image {
  return {
    family: from.family,
    osName: from.osName,
    platform: from.platform,
    osType: from.osType,
    architecture: from.architecture,
    size: from.size,
    group: "",
    tags: [],
    repairable: from.platform !== "FreeBSD",
    ...more,
  };
}

function own(seed: string, regionId: string, index: number, startedAt: number): Image {
  const random = seeded(seed, "image", regionId, index);
  const linux = SYSTEM_IMAGES.filter(
    ({ osType, architecture }) => osType === "linux" && architecture === "x86_64",
  );
  const from = index === OWN_IMAGES - 1 ? FREEBSD : (linux[between(random, 0, linux.length - 1)] ?? FREEBSD);
  return image(from, {
    id: ownImageId(seed, regionId, index),
    name: `${ownFamily(index)}-base`,
    family: ownFamily(index),
    owner: "self",
    createdAt: startedAt - between(random, 20, 300) * DAY,
    size: 40,
    description: "A base image of our own.",
  });
}

/** The images that a region is seeded with: public ones, own ones, one of the marketplace and one shared by others. */
export function seededImages(seed: string, regionId: string, startedAt: number): Image[] {
  const [first = FREEBSD] = SYSTEM_IMAGES;
  const publics = SYSTEM_IMAGES.map((from) =>
    image(from, { id: from.id, name: from.id, owner: "system", createdAt: Date.UTC(2025, 0, 20) }),
  );
  const owns = Array.from({ length: OWN_IMAGES }, (_, index) => own(seed, regionId, index, startedAt));
  const market = image(first, {
    id: seededId(seed, "m", regionId, 100),
    name: "marketplace-lamp-stack",
    family: "",
    owner: "marketplace",
    createdAt: startedAt - 200 * DAY,
  });
  const shared = image(first, {
    id: seededId(seed, "m", regionId, 101),
    name: "shared-by-another-account",
    family: "",
    owner: "others",
    createdAt: startedAt - 150 * DAY,
  });
  return [...publics, ...owns, market, shared];
}
