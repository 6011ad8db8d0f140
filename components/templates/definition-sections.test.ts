import { expect, it } from "vitest";
import { definitionSections } from "./definition-sections";

it("sorts the API's fields into sections, unwraps lists and drops what is empty", () => {
  const sections = definitionSections({
    BuildContent: "RUN true",
    BaseImageType: "IMAGE",
    BaseImage: "m-1",
    SystemDiskSize: 40,
    DeleteInstanceOnFailure: true,
    VSwitchId: "",
    ToRegionIds: { ToRegionId: ["cn-hangzhou", "cn-beijing"] },
    AddAccounts: { AddAccount: [] },
    ImageOptions: { ImageName: "web", ImageFeatures: { NvmeSupport: "auto" } },
    SomethingNew: { Inner: 1 },
  });
  expect(sections).toEqual([
    {
      name: "base",
      fields: [
        ["BaseImageType", "IMAGE"],
        ["BaseImage", "m-1"],
      ],
    },
    {
      name: "build",
      fields: [
        ["SystemDiskSize", "40"],
        ["DeleteInstanceOnFailure", true],
      ],
    },
    {
      name: "image",
      fields: [
        ["ImageOptions.ImageName", "web"],
        ["ImageOptions.ImageFeatures.NvmeSupport", "auto"],
      ],
    },
    { name: "distribution", fields: [["ToRegionIds", "cn-hangzhou, cn-beijing"]] },
    { name: "other", fields: [["SomethingNew.Inner", "1"]] },
  ]);
});
