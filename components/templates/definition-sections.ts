/** Fields of a definition by what they are about; names are the API's own (DescribeImagePipelines, 2014-05-26). */
const SECTIONS = {
  base: ["BaseImageType", "BaseImage", "ImportImageOptions"],
  build: [
    "InstanceType",
    "SystemDiskSize",
    "VSwitchId",
    "InternetMaxBandwidthOut",
    "DeleteInstanceOnFailure",
    "RepairMode",
    "RepairItems",
  ],
  image: ["ImageOptions", "ImageName", "ImageFamily", "NvmeSupport"],
  distribution: ["ToRegionIds", "AddAccounts"],
  advanced: ["AdvancedOptions"],
} as const;

/** Shown elsewhere on the page. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "Name",
  "Description",
  "CreationTime",
  "ResourceGroupId",
  "Tags",
  "BuildContent",
  "TestContent",
]);

export type SectionName = keyof typeof SECTIONS | "other";
export type DefinitionSection = {
  readonly name: SectionName;
  readonly fields: readonly (readonly [name: string, value: string | boolean])[];
};

/** A definition as sections of named values; nested objects become dotted names, lists one text. Empty sections are left out. */
export function definitionSections(definition: Readonly<Record<string, unknown>>): DefinitionSection[] {
  const fields = flatten(definition).filter(([name]) => !ELSEWHERE.has(root(name)));
  const taken = new Set<string>();
  const sections: DefinitionSection[] = [];
  for (const [name, roots] of Object.entries(SECTIONS)) {
    const own = roots.flatMap((each) => fields.filter(([field]) => root(field) === each));
    for (const [field] of own) taken.add(field);
    if (own.length > 0) sections.push({ name: name as SectionName, fields: own });
  }
  const other = fields.filter(([field]) => !taken.has(field));
  return other.length > 0 ? [...sections, { name: "other", fields: other }] : sections;
}

function root(name: string): string {
  return name.split(".")[0] ?? name;
}

function flatten(value: Readonly<Record<string, unknown>>, prefix = ""): [string, string | boolean][] {
  return Object.entries(value).flatMap(([name, each]): [string, string | boolean][] => {
    const path = prefix + name;
    if (each === null || each === undefined || each === "") return [];
    if (typeof each === "boolean") return [[path, each]];
    if (Array.isArray(each)) return each.length === 0 ? [] : [[path, each.map(plain).join(", ")]];
    if (typeof each !== "object") return [[path, String(each)]];
    const inner = flatten(each as Record<string, unknown>, `${path}.`);
    // ToRegionIds.ToRegionId and its like: the wrapper says nothing more than its list.
    return inner.length === 1 && inner[0] !== undefined && isWrapper(name, inner[0][0])
      ? [[path, inner[0][1]]]
      : inner;
  });
}

function isWrapper(name: string, inner: string): boolean {
  return inner.endsWith(`.${name.replace(/s$/, "")}`);
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
