import type { CreateRequest, ImportRequest, RequestTag } from "./create-request";

type Fields = Readonly<Record<string, unknown>>;

/** A definition as a create call takes it, and the names of what it does not take. */
export type Converted = { readonly request: CreateRequest; readonly left: readonly string[] };

/** Answered beside what a create call takes: the template's own, and what ImageOptions holds again. */
const NOT_ASKED = new Set(["CreationTime", "ImageName", "ImageFamily", "NvmeSupport"]);

const PLAIN = [
  "Name",
  "Description",
  "BaseImageType",
  "BaseImage",
  "BuildContent",
  "TestContent",
  "InstanceType",
  "VSwitchId",
  "ResourceGroupId",
  "RepairMode",
] as const;

const NESTED = new Set([
  "SystemDiskSize",
  "InternetMaxBandwidthOut",
  "DeleteInstanceOnFailure",
  "RepairItems",
  "ToRegionIds",
  "AddAccounts",
  "Tags",
  "ImageOptions",
  "AdvancedOptions",
  "ImportImageOptions",
]);

/**
 * What DescribeImagePipelines answered of a template as the parameters of CreateImagePipeline. Lists lose their
 * wrappers, tags their long names, the deprecated fields of the top level go into ImageOptions where that lacks them.
 * Contents stay byte for byte. Tags that only the cloud itself may give are left out, and so is what has no parameter.
 */
export function toCreateRequest(definition: Fields): Converted {
  const tags = tagsOf(object(definition.Tags).Tag);
  const image = object(definition.ImageOptions);
  const imageTags = tagsOf(object(image.ImageTags).ImageTag);
  const advanced = object(definition.AdvancedOptions);
  const nvme = text(object(image.ImageFeatures).NvmeSupport) ?? text(definition.NvmeSupport);
  const disk = number(definition.SystemDiskSize);
  const bandwidth = number(definition.InternetMaxBandwidthOut);
  const request: CreateRequest = compact({
    ...Object.fromEntries(PLAIN.map((name) => [name, text(definition[name])])),
    SystemDiskSize: disk,
    InternetMaxBandwidthOut: bandwidth,
    DeleteInstanceOnFailure: flag(definition.DeleteInstanceOnFailure),
    RepairItem: texts(object(definition.RepairItems).RepairItem),
    ToRegionId: texts(object(definition.ToRegionIds).ToRegionId),
    AddAccount: texts(object(definition.AddAccounts).AddAccount),
    Tag: tags.given,
    ImageOptions: compact({
      ImageName: text(image.ImageName) ?? text(definition.ImageName),
      ImageFamily: text(image.ImageFamily) ?? text(definition.ImageFamily),
      Description: text(image.Description),
      ImageFeatures: nvme === undefined ? undefined : { NvmeSupport: nvme },
      ImageTags: imageTags.given,
    }),
    AdvancedOptions: compact({
      ImageNameSuffix: text(advanced.ImageNameSuffix),
      RetainCloudAssistant: flag(advanced.RetainCloudAssistant),
    }),
    ImportImageOptions: importOf(object(definition.ImportImageOptions)),
  });
  const unknown = Object.entries(definition).filter(
    ([name, value]) =>
      !NOT_ASKED.has(name) &&
      !NESTED.has(name) &&
      !(PLAIN as readonly string[]).includes(name) &&
      holds(value),
  );
  return { request, left: [...unknown.map(([name]) => name), ...tags.kept, ...imageTags.kept] };
}

function importOf(from: Fields): ImportRequest {
  const features = object(from.Features);
  const retention = text(from.RetentionStrategy);
  return compact({
    Architecture: text(from.Architecture),
    OSType: text(from.OSType),
    Platform: text(from.Platform),
    BootMode: text(from.BootMode),
    LicenseType: text(from.LicenseType),
    ImageName: text(from.ImageName),
    Description: text(from.Description),
    RoleName: text(from.RoleName),
    RetentionStrategy: retention,
    // Deprecated: RetentionStrategy says the same and more where it is there.
    RetainImportedImage: retention === undefined ? flag(from.RetainImportedImage) : undefined,
    Features: compact({ NvmeSupport: text(features.NvmeSupport), ImdsSupport: text(features.ImdsSupport) }),
    DiskDeviceMappings: list(object(from.DiskDeviceMappings).DiskDeviceMapping).map((disk) =>
      compact({
        OSSBucket: text(disk.OSSBucket),
        OSSObject: text(disk.OSSObject),
        Format: text(disk.Format),
        DiskImageSize: number(disk.DiskImageSize),
      }),
    ),
    ImportImageTags: tagsOf(object(from.ImportImageTags).ImportImageTag).given,
  });
}

/** Answers write TagKey and TagValue, those of imported images Key and Value. */
function tagsOf(value: unknown): { readonly given: readonly RequestTag[]; readonly kept: readonly string[] } {
  const all = list(value).map((tag) => ({
    Key: text(tag.TagKey) ?? text(tag.Key) ?? "",
    Value: text(tag.TagValue) ?? text(tag.Value) ?? "",
  }));
  const isReserved = ({ Key }: RequestTag) => /^(?:aliyun|acs:)/.test(Key);
  return {
    given: all.filter((tag) => !isReserved(tag)),
    kept: all.filter(isReserved).map(({ Key }) => `Tag ${Key}`),
  };
}

type Compacted<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is absent or empty: an empty text or list is the same as none. */
function compact<T extends object>(fields: T): Compacted<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => holds(value))) as Compacted<T>;
}

function holds(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "object" ? Object.values(value).some(holds) : true;
}

function object(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function text(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item) => text(item) ?? []) : [];
}

function number(value: unknown): number | undefined {
  const parsed = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

function flag(value: unknown): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}
