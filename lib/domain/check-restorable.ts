import { checkContent } from "./check-content";
import type { CreateRequest, RequestTag } from "./create-request";
import type { Finding } from "./finding";

const NAME = /^[\p{Script=Latin}\p{Script=Han}][\p{Script=Latin}\p{Script=Han}\d:_.-]*$/u;
const FAMILY = /^[\p{L}\d:_-]+$/u;
const ADDRESS = /https?:\/\//;
const MOST = 20;
const MOST_DISKS = 17;

const refused = (rule: Finding["rule"], field: string, params: Finding["params"] = {}): Finding => ({
  weight: "refused",
  rule,
  params: { field, ...params },
});

/**
 * What CreateImagePipeline would refuse of a request by the limits and rules that its page documents, as far as they
 * can be told from the request alone. Nothing found is no promise. Pure.
 */
export function checkRestorable(request: CreateRequest): Finding[] {
  const image = request.ImageOptions;
  return [
    ...checkBase(request),
    ...name("Name", request.Name, 128),
    ...description("Description", request.Description),
    ...checkContent("BuildContent", request.BuildContent),
    ...checkContent("TestContent", request.TestContent),
    ...range("SystemDiskSize", request.SystemDiskSize, 20, 500),
    ...range("InternetMaxBandwidthOut", request.InternetMaxBandwidthOut, 0, 100),
    ...most("ToRegionId", request.ToRegionId),
    ...most("AddAccount", request.AddAccount),
    ...tags("Tag", request.Tag),
    ...checkRepair(request),
    ...name("ImageOptions.ImageName", image?.ImageName, 64),
    ...family(image?.ImageFamily),
    ...description("ImageOptions.Description", image?.Description),
    ...words("ImageOptions.ImageFeatures.NvmeSupport", image?.ImageFeatures?.NvmeSupport, [
      "supported",
      "unsupported",
      "auto",
    ]),
    ...tags("ImageOptions.ImageTags", image?.ImageTags),
    ...words("AdvancedOptions.ImageNameSuffix", request.AdvancedOptions?.ImageNameSuffix, ["disable"]),
    ...checkImport(request),
  ];
}

function checkBase({ BaseImageType: type, BaseImage: base }: CreateRequest): Finding[] {
  if (type === undefined) return [refused("missing", "BaseImageType")];
  if (type === "OSS") return base === undefined ? [] : [refused("not-together", "BaseImage")];
  const odd = words("BaseImageType", type, ["IMAGE", "IMAGE_FAMILY", "OSS"]);
  return odd.length === 0 && base === undefined ? [refused("missing", "BaseImage")] : odd;
}

function checkRepair({ RepairMode: mode, RepairItem: items }: CreateRequest): Finding[] {
  const odd = words("RepairMode", mode, ["Standard", "All", "Customized"]);
  return items !== undefined && mode !== "Customized" ? [...odd, refused("not-together", "RepairItem")] : odd;
}

function checkImport({ BaseImageType: type, ImportImageOptions: given }: CreateRequest): Finding[] {
  const field = "ImportImageOptions";
  if (type !== "OSS") return given === undefined ? [] : [refused("not-together", field)];
  if (given === undefined) return [refused("missing", field)];
  const disks = given.DiskDeviceMappings ?? [];
  return [
    ...words(`${field}.Architecture`, given.Architecture, ["x86_64", "arm64"]),
    ...words(`${field}.OSType`, given.OSType, ["linux", "windows"]),
    ...words(
      `${field}.BootMode`,
      given.BootMode,
      given.Architecture === "arm64" ? ["UEFI"] : ["BIOS", "UEFI"],
    ),
    ...words(`${field}.LicenseType`, given.LicenseType, ["Auto", "Aliyun", "BYOL"]),
    ...name(`${field}.ImageName`, given.ImageName, 64),
    ...description(`${field}.Description`, given.Description),
    ...tags(`${field}.ImportImageTags`, given.ImportImageTags),
    ...(disks.length === 0 ? [refused("missing", `${field}.DiskDeviceMappings`)] : []),
    ...most(`${field}.DiskDeviceMappings`, disks, MOST_DISKS),
    ...disks.flatMap((disk, index) => {
      const at = `${field}.DiskDeviceMappings.${index + 1}`;
      return [
        ...(disk.OSSBucket === undefined ? [refused("missing", `${at}.OSSBucket`)] : []),
        ...(disk.OSSObject === undefined ? [refused("missing", `${at}.OSSObject`)] : []),
        ...words(`${at}.Format`, disk.Format, ["RAW", "VHD", "QCOW2"]),
        ...range(`${at}.DiskImageSize`, disk.DiskImageSize, 1, 2048),
      ];
    }),
  ];
}

function name(field: string, value: string | undefined, longest: number): Finding[] {
  if (value === undefined) return [];
  const length = [...value].length;
  const fits = length >= 2 && length <= longest && NAME.test(value);
  return fits ? [] : [refused("name", field, { min: 2, max: longest })];
}

function family(value: string | undefined): Finding[] {
  if (value === undefined) return [];
  const length = [...value].length;
  const isReserved = /^(?:aliyun|acs:)/.test(value);
  const fits = length >= 2 && length <= 128 && FAMILY.test(value) && !isReserved;
  return fits ? [] : [refused("name", "ImageOptions.ImageFamily", { min: 2, max: 128 })];
}

function description(field: string, value: string | undefined): Finding[] {
  if (value === undefined) return [];
  const length = [...value].length;
  const fits = length >= 2 && length <= 256 && !/^https?:\/\//.test(value);
  return fits ? [] : [refused("description", field, { min: 2, max: 256 })];
}

function range(field: string, value: number | undefined, min: number, max: number): Finding[] {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return [];
  return [refused("range", field, { min, max, value })];
}

function most(field: string, values: readonly unknown[] | undefined, max = MOST): Finding[] {
  const count = values?.length ?? 0;
  return count > max ? [refused("too-many", field, { max, value: count })] : [];
}

function words(field: string, value: string | undefined, allowed: readonly string[]): Finding[] {
  if (value === undefined || allowed.includes(value)) return [];
  return [refused("words", field, { value, allowed: allowed.join(", ") })];
}

function tags(field: string, given: readonly RequestTag[] = []): Finding[] {
  const seen = new Set<string>();
  const odd = given.find(({ Key, Value }) => {
    const isTwice = seen.has(Key);
    seen.add(Key);
    const hasKey = Key !== "" && [...Key].length <= 128 && !ADDRESS.test(Key);
    const hasValue = [...Value].length <= 128 && !Value.startsWith("acs:") && !ADDRESS.test(Value);
    return isTwice || !hasKey || !hasValue;
  });
  return [...most(field, given), ...(odd ? [refused("tag", field, { value: odd.Key })] : [])];
}
