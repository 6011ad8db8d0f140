import { forbidden, missing } from "../refusal";
import { commandsOf } from "../rules/content/commands";
import { parseReference, resolve } from "../rules/content/reference";
import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import type { Component, Template } from "../world/model";
import { definitionOf, type Region, type World } from "../world/world";
import { type Action, ECS } from "./action";

/** Does a content name the component, by ID or by what its reference stands for at the moment? */
function names(content: string | undefined, type: string, component: Component, region: Region): boolean {
  if (!content?.toUpperCase().includes("COMPONENT")) return false;
  return commandsOf(content).some(({ name, rest }) => {
    const reference = name === "COMPONENT" ? parseReference(rest.split(/\s/, 1)[0] ?? "") : null;
    return reference !== null && resolve(region.components, reference, type) === component;
  });
}

function uses(world: World, region: Region, template: Template, component: Component): boolean {
  const { BuildContent, TestContent } = definitionOf(world, template);
  return names(BuildContent, "Build", component, region) || names(TestContent, "Test", component, region);
}

/** Deletes an own component that no template uses (page D12). */
export const deleteImageComponent: Action = {
  name: "DeleteImageComponent",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call);
    const id = required(call, "ImageComponentId");
    const component = region.components.find((each) => each.id === id && each.owner === "SELF");
    if (!component) {
      throw missing("InvalidImageComponent.NotFound", "The specified ImageComponentId does not exist.");
    }
    if (region.templates.some((template) => uses(desk.world, region, template, component))) {
      throw forbidden("InvalidImageComponent.InUse", "The specified image component is used by a template.");
    }
    desk.change({ op: "remove-component", regionId: region.id, id });
    return { kind: "fields", fields: {} };
  },
};
