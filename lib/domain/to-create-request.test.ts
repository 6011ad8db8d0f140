import { expect, it } from "vitest";
import { toCreateRequest } from "./to-create-request";

it("wrappers of lists go, tags get their short names, numbers may come as text", () => {
  const { request, left } = toCreateRequest({
    CreationTime: "2026-01-01T00:00:00Z",
    Name: "a",
    SystemDiskSize: "60",
    DeleteInstanceOnFailure: "false",
    ToRegionIds: { ToRegionId: ["cn-beijing"] },
    AddAccounts: { AddAccount: [1234567890123456] },
    Tags: { Tag: [{ TagKey: "k", TagValue: "" }] },
    RepairItems: { RepairItem: [] },
  });
  expect(request).toEqual({
    Name: "a",
    SystemDiskSize: 60,
    DeleteInstanceOnFailure: false,
    ToRegionId: ["cn-beijing"],
    AddAccount: ["1234567890123456"],
    Tag: [{ Key: "k", Value: "" }],
  });
  expect(left).toEqual([]);
});

it("the deprecated fields of the top level are kept where ImageOptions lack them", () => {
  const definition = {
    ImageName: "old",
    ImageFamily: "old-family",
    NvmeSupport: "auto",
    ImageOptions: { ImageName: "new", ImageTags: { ImageTag: [] } },
  };
  expect(toCreateRequest(definition).request.ImageOptions).toEqual({
    ImageName: "new",
    ImageFamily: "old-family",
    ImageFeatures: { NvmeSupport: "auto" },
  });
});

it("of the two words for keeping an imported image the deprecated one goes only alone", () => {
  const both = { RetainImportedImage: true, RetentionStrategy: "RetainAlways" };
  const of = (options: object) => toCreateRequest({ ImportImageOptions: options }).request.ImportImageOptions;
  expect(of(both)).toEqual({ RetentionStrategy: "RetainAlways" });
  expect(of({ RetainImportedImage: true })).toEqual({ RetainImportedImage: true });
});

it("what has no parameter, and tags that only the cloud gives, are named as left", () => {
  const { request, left } = toCreateRequest({
    Name: "a",
    FutureOption: { On: true },
    Nothing: null,
    Tags: { Tag: [{ TagKey: "acs:rm:rgId", TagValue: "rg-1" }] },
  });
  expect(request).toEqual({ Name: "a" });
  expect(left).toEqual(["FutureOption", "Tag acs:rm:rgId"]);
});

it.each([
  [{ Tags: "x", ImageOptions: [], ToRegionIds: { ToRegionId: 5 } }],
  [{ Name: {}, SystemDiskSize: "x" }],
])("a definition of odd shapes gives an empty request, never an error: %j", (definition) => {
  expect(toCreateRequest(definition).request).toEqual({});
});
