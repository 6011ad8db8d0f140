import { wholeSeconds } from "../clock";
import { bad } from "../refusal";
import { clientToken, fingerprint } from "../rules/client-token";
import { componentType, newVersion, systemType } from "../rules/component";
import { checkComponentContent } from "../rules/content/check-component-content";
import { groupOf } from "../rules/group";
import { optional, required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { givenTags } from "../rules/tags";
import { checkDescription, checkName } from "../rules/text";
import { makeId } from "../world/identity";
import type { Component } from "../world/model";
import type { Region } from "../world/world";
import { type Action, type Call, type Desk, ECS } from "./action";
import type { Fields } from "./answer";

function componentOf(desk: Desk, call: Call, region: Region): Component {
  const id = makeId("ic", region.id, desk.random);
  const name = optional(call, "Name") ?? id;
  const description = optional(call, "Description");
  checkName(optional(call, "Name"));
  checkDescription(description);
  const system = systemType(call) ?? "Linux";
  const type = componentType(call) ?? "Build";
  const content = required(call, "Content");
  checkComponentContent(content, system);
  return {
    id,
    regionId: region.id,
    createdAt: wholeSeconds(call.now),
    owner: "SELF",
    name,
    ...(description === undefined ? {} : { description }),
    version: newVersion(call, name, region.components),
    type,
    system,
    content,
    group: groupOf(call),
    tags: givenTags(call),
  };
}

function create(desk: Desk, call: Call, region: Region): Fields {
  const component = componentOf(desk, call, region);
  const { components } = desk.quotas;
  if (components !== null && region.components.filter(({ owner }) => owner === "SELF").length >= components) {
    throw bad("QuotaExceed.ImageComponent", "The quota of image components in this region is used up.");
  }
  desk.change({ op: "add-component", component });
  return { kind: "fields", fields: { ImageComponentId: component.id } };
}

/** Creates a component (page D10). */
export const createImageComponent: Action = {
  name: "CreateImageComponent",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call);
    const scope = `${this.name} ${region.id}`;
    return desk.clientTokens.once(scope, clientToken(call), fingerprint(call), () =>
      create(desk, call, region),
    );
  },
};
