/** The parameters of CreateImagePipeline that make a template of this definition, as a clone form would send them. */
export function createParameters(regionId: string, definition: Readonly<Record<string, unknown>>) {
  const parameters: Record<string, string> = { RegionId: regionId };
  const put = (name: string, value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        put(`${name}.${index + 1}`, item);
      });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) put(`${name}.${key}`, inner);
    } else if (value !== undefined) {
      parameters[name] = String(value);
    }
  };
  const tags = (list: readonly { TagKey: string; TagValue: string }[]) =>
    list.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
  for (const [name, value] of Object.entries(definition)) {
    const held = value as Record<string, never>;
    if (name === "RepairItems") put("RepairItem", held.RepairItem);
    else if (name === "ToRegionIds") put("ToRegionId", held.ToRegionId);
    else if (name === "AddAccounts") put("AddAccount", held.AddAccount);
    else if (name === "Tags") put("Tag", tags(held.Tag ?? []));
    else if (name === "ImageOptions") {
      const { ImageTags, ...rest } = value as { ImageTags: { ImageTag: [] } };
      put(name, { ...rest, ImageTags: tags(ImageTags.ImageTag) });
    } else if (name === "ImportImageOptions") {
      const { DiskDeviceMappings, ImportImageTags, ...rest } = held as Record<
        string,
        Record<string, unknown>
      >;
      const disks = DiskDeviceMappings?.DiskDeviceMapping;
      put(name, { ...rest, DiskDeviceMappings: disks, ImportImageTags: ImportImageTags?.ImportImageTag });
    } else put(name, value);
  }
  return parameters;
}
