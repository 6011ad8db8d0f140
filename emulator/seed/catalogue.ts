/** Resource groups besides the default one, which answers write as an empty ID. */
export const RESOURCE_GROUPS = [
  "rg-acfmimagekeeper01",
  "rg-acfmimagekeeper02",
  "rg-acfmimagekeeper03",
] as const;

/** A public image; the same ones exist in every region. */
export interface SystemImage {
  readonly id: string;
  readonly family: string;
  readonly osName: string;
  readonly platform: string;
  readonly osType: "linux" | "windows";
  readonly architecture: "x86_64" | "arm64";
  readonly size: number;
}

const system = (
  id: string,
  family: string,
  osName: string,
  platform: string,
  size: number,
  architecture: "x86_64" | "arm64" = "x86_64",
): SystemImage => ({
  id,
  family,
  osName,
  platform,
  osType: platform.startsWith("Windows") ? "windows" : "linux",
  architecture,
  size,
});

/** Public images. */
export const SYSTEM_IMAGES: readonly SystemImage[] = [
  system(
    "aliyun_3_x64_20G_alibase_20250117.vhd",
    "acs:alibaba_cloud_linux_3_2104_lts_x64",
    "Alibaba Cloud Linux 3.2104 LTS 64 bit",
    "Aliyun",
    20,
  ),
  system(
    "aliyun_3_arm64_20G_alibase_20250117.vhd",
    "acs:alibaba_cloud_linux_3_2104_lts_arm64",
    "Alibaba Cloud Linux 3.2104 LTS 64 bit ARM Edition",
    "Aliyun",
    20,
    "arm64",
  ),
  system(
    "ubuntu_22_04_x64_20G_alibase_20250113.vhd",
    "acs:ubuntu_22_04_x64",
    "Ubuntu 22.04 64 bit",
    "Ubuntu",
    20,
  ),
  system(
    "ubuntu_24_04_x64_20G_alibase_20250113.vhd",
    "acs:ubuntu_24_04_x64",
    "Ubuntu 24.04 64 bit",
    "Ubuntu",
    20,
  ),
  system(
    "ubuntu_24_04_arm64_20G_alibase_20250113.vhd",
    "acs:ubuntu_24_04_arm64",
    "Ubuntu 24.04 64 bit for ARM",
    "Ubuntu",
    20,
    "arm64",
  ),
  system(
    "debian_12_8_x64_20G_alibase_20250117.vhd",
    "acs:debian_12_8_x64",
    "Debian 12.8 64 bit",
    "Debian",
    20,
  ),
  system(
    "rockylinux_9_5_x64_20G_alibase_20250119.vhd",
    "acs:rocky_9_5_x64",
    "Rocky Linux 9.5 64 bit",
    "Rocky Linux",
    20,
  ),
  system(
    "anolisos_8_9_x64_20G_anck_alibase_20250117.vhd",
    "acs:anolisos_8_9_x64",
    "Anolis OS 8.9 ANCK 64 bit",
    "Anolis",
    20,
  ),
  system(
    "centos_stream_9_x64_20G_alibase_20250118.vhd",
    "acs:centos_stream_9_x64",
    "CentOS Stream 9 64 bit",
    "CentOS Stream",
    20,
  ),
  system(
    "win2022_21H2_x64_dtc_en-us_40G_alibase_20250116.vhd",
    "acs:windows_server_2022_x64_en",
    "Windows Server 2022 Data Center Edition 64bit English Edition",
    "Windows Server 2022",
    40,
  ),
];

/** An instance type; every region has all of them. */
export interface InstanceType {
  readonly id: string;
  readonly family: string;
  readonly cores: number;
  readonly memory: number;
  readonly architecture: "X86" | "ARM";
}

const type = (
  id: string,
  cores: number,
  memory: number,
  architecture: "X86" | "ARM" = "X86",
): InstanceType => ({
  id,
  family: id.slice(0, id.lastIndexOf(".")),
  cores,
  memory,
  architecture,
});

/** Instance types. */
export const INSTANCE_TYPES: readonly InstanceType[] = [
  ...[type("ecs.g6.large", 2, 8), type("ecs.g6.xlarge", 4, 16), type("ecs.g6.2xlarge", 8, 32)],
  ...[type("ecs.g7.large", 2, 8), type("ecs.g7.xlarge", 4, 16), type("ecs.g7.2xlarge", 8, 32)],
  ...[type("ecs.c6.large", 2, 4), type("ecs.c7.large", 2, 4), type("ecs.c7.xlarge", 4, 8)],
  ...[type("ecs.r7.large", 2, 16), type("ecs.r7.xlarge", 4, 32), type("ecs.t6-c1m2.large", 2, 4)],
  ...[
    type("ecs.g8y.large", 2, 8, "ARM"),
    type("ecs.g8y.xlarge", 4, 16, "ARM"),
    type("ecs.c8y.large", 2, 4, "ARM"),
  ],
];

/** Letters of the zones that each region has. */
export const ZONE_LETTERS = ["a", "b", "c"] as const;

/** A zone's ID: China writes a hyphen before the letter, elsewhere there is none. */
export function zoneId(regionId: string, letter: string): string {
  return regionId.startsWith("cn-") ? `${regionId}-${letter}` : `${regionId}${letter}`;
}
