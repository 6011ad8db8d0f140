import type { Endpoint } from "../endpoint";
import { ordinalOf } from "../world/identity";
import type { Build, Template } from "../world/model";
import { findBuild } from "../world/world";
import { ControlError } from "./control";

/** A region by its ID. Throws 404. */
export function regionId(endpoint: Endpoint, id: string): string {
  if (!endpoint.desk.world.regions.has(id)) throw new ControlError(404, `there is no region ${id}`);
  return id;
}

/** A template by its ID, in a region or anywhere. Throws 404. */
export function template(endpoint: Endpoint, id: string, region?: string): Template {
  const found = endpoint.desk.world.byId.get(id);
  if (!found || (region !== undefined && found.regionId !== region)) {
    throw new ControlError(404, `there is no template ${id}${region === undefined ? "" : ` in ${region}`}`);
  }
  return found;
}

/** An execution by its ID, anywhere. Throws 404. */
export function execution(endpoint: Endpoint, id: string): { template: Template; build: Build } {
  const { world } = endpoint.desk;
  const owner = world.byOrdinal.get(ordinalOf(id));
  const found = owner && findBuild(world, owner.regionId, id);
  if (!found) throw new ControlError(404, `there is no execution ${id}`);
  return found;
}
