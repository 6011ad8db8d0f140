import { isoSeconds } from "../clock";
import { askedVersion, componentType, systemType } from "../rules/component";
import { matchesVersion } from "../rules/content/reference";
import { parametersOf } from "../rules/content/tasks";
import { oneOf } from "../rules/numbers";
import { maxResults, page, positionOf } from "../rules/paging";
import { limitedMembers, optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { askedTags, hasTags } from "../rules/tags";
import type { Component } from "../world/model";
import { type Action, type Call, ECS } from "./action";

function filterOf(call: Call) {
  return {
    ids: limitedMembers(call, "ImageComponentId", "InvalidImageComponentIdSize.ExceededMaxNumber"),
    owner: oneOf(call, "Owner", ["SELF", "ALIYUN"], "InvalidParameter.Owner"),
    name: optional(call, "Name"),
    version: askedVersion(call),
    type: componentType(call),
    system: systemType(call),
    group: optional(call, "ResourceGroupId"),
    tags: askedTags(call),
  };
}

const fits = (asked: string | undefined, value: string) => asked === undefined || asked === value;

function matches(component: Component, filter: ReturnType<typeof filterOf>): boolean {
  const { ids, owner, name, version, type, system, group, tags } = filter;
  if (ids.length > 0 && !ids.includes(component.id)) return false;
  if (!fits(owner, component.owner) || !fits(name, component.name) || !fits(group, component.group))
    return false;
  if (!fits(type, component.type) || !fits(system, component.system)) return false;
  return (
    (version === undefined || matchesVersion(version, component.version)) && hasTags(component.tags, tags)
  );
}

function json(component: Component): string {
  const { description } = component;
  return JSON.stringify({
    ImageComponentId: component.id,
    Name: component.name,
    ...(description === undefined ? {} : { Description: description }),
    ComponentType: component.type,
    ComponentVersion: component.version,
    SystemType: component.system,
    Owner: component.owner,
    Content: component.content,
    CreationTime: isoSeconds(component.createdAt),
    ResourceGroupId: component.group,
    Parameters: { Parameter: parametersOf(component.content) ?? [] },
    Tags: { Tag: component.tags },
  });
}

/** Components by ID, exact name, version, type, system and owner, in pages (page D11). */
export const describeImageComponents: Action = {
  name: "DescribeImageComponents",
  version: ECS,
  list: { path: ["ImageComponent", "ImageComponentSet"], paging: "token" },
  run(desk, call) {
    const region = regionOf(desk, call);
    const filter = filterOf(call);
    const most = maxResults(call);
    const listing = JSON.stringify([this.name, region.id, filter]);
    const position = positionOf(desk, call, listing, () => 0);
    const items = region.components.filter((component) => matches(component, filter));
    const place = (component: Component) => ({ rank: -component.createdAt, id: component.id });
    const lasting = { until: Number.POSITIVE_INFINITY, about: region };
    return { ...page(desk, call, listing, { items, place }, position, json, most), lasting };
  },
};
