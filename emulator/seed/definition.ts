import { between, pick, type Random, seeded } from "../random";
import type { AnswerTag, Definition, ImportOptions } from "../world/model";
import { INSTANCE_TYPES, SYSTEM_IMAGES } from "./catalogue";
import { USED } from "./component-table";
import { BUILD_CONTENTS, DESCRIPTIONS, TAGS, TEST_CONTENTS } from "./contents";
import { type Place, seededFeatures } from "./features";
import { OWN_IMAGES, ownFamily, ownImageId, seededId, vSwitches } from "./fixtures";
import { seededName } from "./names";

const LINUX = SYSTEM_IMAGES.filter((image) => image.osType === "linux" && image.architecture === "x86_64");

const X86_TYPES = INSTANCE_TYPES.filter((type) => type.architecture === "X86");

function base(random: Random, at: Place): { BaseImageType: string; BaseImage?: string } {
  const draw = random();
  const index = between(random, 0, OWN_IMAGES - 2);
  if (draw < 0.5) return { BaseImageType: "IMAGE", BaseImage: pick(random, LINUX).id };
  if (draw < 0.7) return { BaseImageType: "IMAGE", BaseImage: ownImageId(at.seed, at.regionId, index) };
  if (draw < 0.85) return { BaseImageType: "IMAGE_FAMILY", BaseImage: pick(random, LINUX).family };
  if (draw < 0.96) return { BaseImageType: "IMAGE_FAMILY", BaseImage: ownFamily(index) };
  return { BaseImageType: "OSS" };
}

function importOptions(random: Random): ImportOptions {
  return {
    Architecture: "x86_64",
    OSType: "linux",
    Platform: pick(random, ["Ubuntu", "CentOS Stream", "Debian", "Others Linux"]),
    BootMode: "BIOS",
    LicenseType: "Auto",
    ImageName: "imported-base",
    RetentionStrategy: "RetainNever",
    RetainImportedImage: false,
    Features: { NvmeSupport: "unsupported", ImdsSupport: "v1" },
    DiskDeviceMappings: {
      DiskDeviceMapping: [
        {
          OSSBucket: "imagekeeper-images",
          OSSObject: "base/system.qcow2",
          Format: "QCOW2",
          DiskImageSize: 40,
        },
      ],
    },
    ImportImageTags: { ImportImageTag: [] },
  };
}

function tags(random: Random): AnswerTag[] {
  return Object.entries(TAGS)
    .filter(() => random() < 0.45)
    .map(([TagKey, values]) => ({ TagKey, TagValue: pick(random, values) }));
}

function content(random: Random, at: Place, list: readonly string[], used: readonly number[]): string {
  return pick(random, list).replaceAll("{ic}", seededId(at.seed, "ic", at.regionId, pick(random, used)));
}

function imageOptions(random: Random, nvme: string | undefined) {
  const name =
    random() < 0.6 ? pick(random, ["golden", "nightly-image", "base.image", "标准镜像"]) : undefined;
  const family = random() < 0.3 ? ownFamily(between(random, 0, OWN_IMAGES - 1)) : undefined;
  return {
    ...(name === undefined ? {} : { ImageName: name }),
    ...(family === undefined ? {} : { ImageFamily: family }),
    ...(random() < 0.2 ? { Description: "Made by Image Builder." } : {}),
    ...(nvme === undefined ? {} : { ImageFeatures: { NvmeSupport: nvme } }),
    ImageTags: { ImageTag: random() < 0.3 ? [{ TagKey: "made-by", TagValue: "image-builder" }] : [] },
  };
}

/** The definition of a seeded template: one that CreateImagePipeline would accept. */
export function seededDefinition(at: Place): Definition {
  const random = seeded(at.seed, "definition", at.regionId, at.place);
  const from = base(random, at);
  const { mode, tested, regions, accounts, group } = seededFeatures(at);
  const nvme = random() < 0.2 ? pick(random, ["supported", "unsupported", "auto"]) : undefined;
  const options = imageOptions(random, nvme);
  const described = random() < 0.7 ? pick(random, DESCRIPTIONS) : undefined;
  const vSwitch = random() < 0.4 ? pick(random, vSwitches(at.seed, at.regionId)).id : undefined;
  return {
    Name: seededName(at.seed, at.place, at.kind),
    ...(described === undefined ? {} : { Description: described }),
    ...from,
    BuildContent: content(random, at, BUILD_CONTENTS, USED.build),
    ...(tested ? { TestContent: content(random, at, TEST_CONTENTS, USED.test) } : {}),
    ...(random() < 0.7 ? { InstanceType: pick(random, X86_TYPES).id } : {}),
    ...(vSwitch === undefined ? {} : { VSwitchId: vSwitch }),
    SystemDiskSize: pick(random, [40, 40, 40, 60, 100]),
    InternetMaxBandwidthOut: pick(random, [0, 5, 10, 100]),
    DeleteInstanceOnFailure: random() < 0.8,
    ResourceGroupId: group,
    ...(mode === undefined ? {} : { RepairMode: mode }),
    RepairItems: { RepairItem: mode === "Customized" ? ["fstab", "grub", "cloudinit"] : [] },
    ToRegionIds: { ToRegionId: regions },
    AddAccounts: { AddAccount: accounts },
    Tags: { Tag: tags(random) },
    ImageOptions: options,
    AdvancedOptions: { RetainCloudAssistant: random() < 0.1 },
    ...(from.BaseImageType === "OSS" ? { ImportImageOptions: importOptions(random) } : {}),
    ...(options.ImageName === undefined ? {} : { ImageName: options.ImageName }),
    ...(options.ImageFamily === undefined ? {} : { ImageFamily: options.ImageFamily }),
    ...(nvme === undefined ? {} : { NvmeSupport: nvme }),
  };
}
