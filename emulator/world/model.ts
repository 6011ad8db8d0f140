/** Something that answers are about: a change that could show in them makes it another edition. */
export interface Edited {
  edition: number;
}

/** A tag as answers about templates and executions write it. */
export interface AnswerTag {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** ImportImageOptions as DescribeImagePipelines answers them. */
export interface ImportOptions {
  readonly Architecture: string;
  readonly OSType: string;
  readonly Platform: string;
  readonly BootMode: string;
  readonly LicenseType: string;
  readonly ImageName?: string;
  readonly Description?: string;
  readonly RoleName?: string;
  readonly RetentionStrategy: string;
  readonly RetainImportedImage: boolean;
  readonly Features: { readonly NvmeSupport: string; readonly ImdsSupport: string };
  readonly DiskDeviceMappings: { readonly DiskDeviceMapping: readonly DiskMapping[] };
  readonly ImportImageTags: {
    readonly ImportImageTag: readonly { readonly Key: string; readonly Value: string }[];
  };
}

/** One disk of an imported image. */
export interface DiskMapping {
  readonly OSSBucket: string;
  readonly OSSObject: string;
  readonly Format?: string;
  readonly DiskImageSize?: number;
}

/** ImageOptions as DescribeImagePipelines answers them. */
export interface ImageOptions {
  readonly ImageName?: string;
  readonly ImageFamily?: string;
  readonly Description?: string;
  readonly ImageFeatures?: { readonly NvmeSupport: string };
  readonly ImageTags: { readonly ImageTag: readonly AnswerTag[] };
}

/** A template as DescribeImagePipelines answers it, less ImagePipelineId and CreationTime. */
export interface Definition {
  readonly Name: string;
  readonly Description?: string;
  readonly BaseImageType: string;
  readonly BaseImage?: string;
  readonly BuildContent?: string;
  readonly TestContent?: string;
  readonly InstanceType?: string;
  readonly VSwitchId?: string;
  readonly SystemDiskSize: number;
  readonly InternetMaxBandwidthOut: number;
  readonly DeleteInstanceOnFailure: boolean;
  readonly ResourceGroupId: string;
  readonly RepairMode?: string;
  readonly RepairItems: { readonly RepairItem: readonly string[] };
  readonly ToRegionIds: { readonly ToRegionId: readonly string[] };
  readonly AddAccounts: { readonly AddAccount: readonly string[] };
  readonly Tags: { readonly Tag: readonly AnswerTag[] };
  readonly ImageOptions: ImageOptions;
  readonly AdvancedOptions: { readonly ImageNameSuffix?: string; readonly RetainCloudAssistant: boolean };
  readonly ImportImageOptions?: ImportOptions;
  readonly ImageName?: string;
  readonly ImageFamily?: string;
  readonly NvmeSupport?: string;
}

/** A stretch of a build's life: a status and how many ms of the endpoint's clock it lasts. */
export interface Step {
  readonly status: string;
  readonly ms: number;
}

/** Where a build stands is a function of the clock: its steps follow each other from `from` on; the last one stays. */
export interface Course {
  readonly from: number;
  readonly steps: readonly Step[];
}

/** One execution. `number` counts the builds of its template from 0. */
export interface Build {
  readonly id: string;
  readonly number: number;
  /** Whole seconds, in ms; differs between the builds of one template. */
  readonly createdAt: number;
  readonly tags: readonly AnswerTag[];
  course: Course;
  /** Its JSON, kept once nothing but a call can change it. */
  text: string | null;
}

/** What a seeded template is made from when somebody asks. */
export interface Origin {
  /** Which template of all seeded ones, from 0. */
  readonly place: number;
  readonly kind: string;
}

/** One image template. Definition and builds of a seeded one are derived when asked for, and kept once changed. */
export interface Template extends Edited {
  /** Unique in a world, also written into the IDs of its executions. */
  readonly ordinal: number;
  readonly id: string;
  readonly regionId: string;
  /** Whole seconds, in ms. */
  readonly createdAt: number;
  readonly origin: Origin | null;
  readonly definition: Definition | null;
  /** Newest last. */
  builds: Build[] | null;
  /** Its JSON, kept once somebody asked: a template never changes. */
  text: string | null;
}

/** A template that is gone, for the control calls. */
export interface Deleted {
  readonly imagePipelineId: string;
  readonly at: string;
  readonly requestId: string | null;
}

/** One image component. */
export interface Component {
  readonly id: string;
  readonly regionId: string;
  /** Whole seconds, in ms. */
  readonly createdAt: number;
  readonly owner: "SELF" | "ALIYUN";
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  readonly type: string;
  readonly system: string;
  readonly content: string;
  readonly group: string;
  readonly tags: readonly AnswerTag[];
}

/** An image of a region. */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly osName: string;
  readonly platform: string;
  readonly osType: "linux" | "windows";
  readonly architecture: "x86_64" | "arm64";
  readonly owner: "system" | "self" | "others" | "marketplace";
  readonly createdAt: number;
  /** GiB. */
  readonly size: number;
  readonly description?: string;
  readonly group: string;
  readonly tags: readonly AnswerTag[];
  readonly nvme?: string;
  /** Came from another region. */
  readonly copied?: true;
  readonly repairable: boolean;
}
