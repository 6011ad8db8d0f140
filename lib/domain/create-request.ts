export type RequestTag = { readonly Key: string; readonly Value: string };

/** The parameters of CreateImagePipeline by their names, less RegionId and ClientToken. Source: its request page. */
export type CreateRequest = {
  readonly Name?: string;
  readonly Description?: string;
  readonly BaseImageType?: string;
  readonly BaseImage?: string;
  readonly BuildContent?: string;
  readonly TestContent?: string;
  readonly InstanceType?: string;
  readonly VSwitchId?: string;
  /** GiB. */
  readonly SystemDiskSize?: number;
  /** Mbit/s. */
  readonly InternetMaxBandwidthOut?: number;
  readonly DeleteInstanceOnFailure?: boolean;
  readonly ResourceGroupId?: string;
  readonly RepairMode?: string;
  readonly RepairItem?: readonly string[];
  readonly ToRegionId?: readonly string[];
  /** Text: an account's number may be greater than a JavaScript number holds exactly. */
  readonly AddAccount?: readonly string[];
  readonly Tag?: readonly RequestTag[];
  readonly ImageOptions?: {
    readonly ImageName?: string;
    readonly ImageFamily?: string;
    readonly Description?: string;
    readonly ImageFeatures?: { readonly NvmeSupport: string };
    readonly ImageTags?: readonly RequestTag[];
  };
  readonly AdvancedOptions?: { readonly ImageNameSuffix?: string; readonly RetainCloudAssistant?: boolean };
  readonly ImportImageOptions?: ImportRequest;
};

export type ImportRequest = {
  readonly Architecture?: string;
  readonly OSType?: string;
  readonly Platform?: string;
  readonly BootMode?: string;
  readonly LicenseType?: string;
  readonly ImageName?: string;
  readonly Description?: string;
  readonly RoleName?: string;
  readonly RetentionStrategy?: string;
  readonly RetainImportedImage?: boolean;
  readonly Features?: { readonly NvmeSupport?: string; readonly ImdsSupport?: string };
  readonly DiskDeviceMappings?: readonly {
    readonly OSSBucket?: string;
    readonly OSSObject?: string;
    readonly Format?: string;
    /** GiB. */
    readonly DiskImageSize?: number;
  }[];
  readonly ImportImageTags?: readonly RequestTag[];
};
