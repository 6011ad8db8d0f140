import { isoSeconds } from "../clock";
import type { Endpoint } from "../endpoint";
import { stand } from "../world/course";
import type { Template } from "../world/model";
import { buildsOf, definitionOf } from "../world/world";
import type { Control } from "./control";

function templateJson(endpoint: Endpoint, template: Template, now: number): string {
  const { world } = endpoint.desk;
  const definition = definitionOf(world, template);
  return JSON.stringify({
    imagePipelineId: template.id,
    name: definition.Name,
    definition,
    executions: buildsOf(world, template)
      .map((build) => ({
        executionId: build.id,
        status: stand(build.course, now).status,
        creationTime: isoSeconds(build.createdAt),
      }))
      .reverse(),
  });
}

/** The truth, piece by piece: with a million executions it is too long for one text. */
function* pieces(endpoint: Endpoint): Iterable<string> {
  const now = endpoint.desk.clock.now();
  let first = true;
  yield '{"regions":{';
  for (const region of endpoint.desk.world.regions.values()) {
    yield `${first ? "" : ","}${JSON.stringify(region.id)}:{"templates":[`;
    first = false;
    let comma = "";
    for (const template of region.templates) {
      yield comma + templateJson(endpoint, template, now);
      comma = ",";
    }
    yield `],"deleted":${JSON.stringify(region.deleted)}}`;
  }
  yield "}}";
}

/** Every template with its definition and builds, newest first, and what was deleted. */
export const state: Control = {
  method: "GET",
  path: "state",
  run: (endpoint) => ({ stream: pieces(endpoint) }),
};
