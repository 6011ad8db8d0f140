import type { Call } from "../../actions/action";
import { bad, missing } from "../../refusal";
import type { ImportOptions } from "../../world/model";
import { flag, oneOf } from "../numbers";
import { optional } from "../parameters";
import { givenTags } from "../tags";
import { checkDescription } from "../text";
import { diskMappingsOf } from "./disk-mappings";
import { checkImageName } from "./image-options";

const PREFIX = "ImportImageOptions.";

const PLATFORMS = {
  linux: [
    ...["Aliyun", "Anolis", "CentOS", "Ubuntu", "CoreOS", "SUSE", "Debian", "OpenSUSE", "FreeBSD", "RedHat"],
    ...["Kylin", "UOS", "Fedora", "Fedora CoreOS", "CentOS Stream", "AlmaLinux", "Rocky Linux", "Gentoo"],
    ...["Customized Linux", "Others Linux"],
  ],
  windows: [
    ...["Windows Server 2022", "Windows Server 2019", "Windows Server 2016", "Windows Server 2012"],
    ...["Windows Server 2008", "Windows Server 2003", "Other Windows"],
  ],
};

const RETENTION = ["RetainNever", "RetainAlways", "RetainOnlySuccessful", "RetainOnlyFailed"];

/** Has the call anything of ImportImageOptions? */
function hasImportOptions(call: Call): boolean {
  return [...call.parameters].some(([name, value]) => name.startsWith(PREFIX) && value !== "");
}

/** One of some words; its code has no dots after ImportImageOptions. */
function choice(call: Call, field: string, words: readonly string[]): string | undefined {
  return oneOf(
    call,
    PREFIX + field,
    words,
    `InvalidParameter.ImportImageOptions${field.replaceAll(".", "")}`,
  );
}

function systemOf(call: Call): "linux" | "windows" {
  return choice(call, "OSType", ["linux", "windows"]) === "windows" ? "windows" : "linux";
}

/** The boot mode: an ARM image boots by UEFI only. */
function bootModeOf(call: Call, architecture: string): string {
  const words = architecture === "arm64" ? ["UEFI"] : ["BIOS", "UEFI"];
  return choice(call, "BootMode", words) ?? words[0] ?? "BIOS";
}

/**
 * ImportImageOptions of a new OSS template; undefined for every other one.
 * Throws 404 MissingParameter.ImportImageOptions, 400 InvalidParameterCombination,
 * InvalidParameter.ImportImageOptions*, the codes of disk mappings, names, descriptions and tags.
 */
export function importOptionsOf(call: Call, baseImageType: string): ImportOptions | undefined {
  const given = hasImportOptions(call);
  if (baseImageType !== "OSS") {
    if (given)
      throw bad("InvalidParameterCombination", "ImportImageOptions is used with BaseImageType OSS only.");
    return undefined;
  }
  if (!given)
    throw missing("MissingParameter.ImportImageOptions", "ImportImageOptions is mandatory for OSS.");
  const Architecture = choice(call, "Architecture", ["x86_64", "arm64"]) ?? "x86_64";
  const OSType = systemOf(call);
  const ImageName = optional(call, `${PREFIX}ImageName`);
  const Description = optional(call, `${PREFIX}Description`);
  const RoleName = optional(call, `${PREFIX}RoleName`);
  checkImageName(ImageName);
  checkDescription(Description);
  if (RoleName !== undefined && !/^[\w.-]{1,64}$/.test(RoleName)) {
    throw bad("InvalidParameter.ImportImageOptionsRoleName", "The specified RoleName is malformed.");
  }
  return {
    Architecture,
    OSType,
    Platform: choice(call, "Platform", PLATFORMS[OSType]) ?? PLATFORMS[OSType].at(-1) ?? "",
    BootMode: bootModeOf(call, Architecture),
    LicenseType: choice(call, "LicenseType", ["Auto", "Aliyun", "BYOL"]) ?? "Auto",
    ...(ImageName === undefined ? {} : { ImageName }),
    ...(Description === undefined ? {} : { Description }),
    ...(RoleName === undefined ? {} : { RoleName }),
    RetentionStrategy: choice(call, "RetentionStrategy", RETENTION) ?? "RetainNever",
    RetainImportedImage: flag(call, `${PREFIX}RetainImportedImage`, false),
    Features: {
      NvmeSupport: choice(call, "Features.NvmeSupport", ["supported", "unsupported"]) ?? "unsupported",
      ImdsSupport: choice(call, "Features.ImdsSupport", ["v1", "v2"]) ?? "v1",
    },
    DiskDeviceMappings: { DiskDeviceMapping: diskMappingsOf(call) },
    ImportImageTags: {
      ImportImageTag: givenTags(call, `${PREFIX}ImportImageTags`).map(({ TagKey, TagValue }) => ({
        Key: TagKey,
        Value: TagValue,
      })),
    },
  };
}
