import { between, seeded } from "../random";
import type { Component } from "../world/model";
import { COMPONENT_TABLE } from "./component-table";
import { seededId } from "./fixtures";

const DAY_SECONDS = 86_400;

/** The components that a region is seeded with. */
export function seededComponents(seed: string, regionId: string, startedAt: number): Component[] {
  return COMPONENT_TABLE.map((row, index) => {
    const random = seeded(seed, "component", regionId, index);
    return {
      id: seededId(seed, "ic", regionId, index),
      regionId,
      createdAt: startedAt - between(random, 30 * DAY_SECONDS, 500 * DAY_SECONDS) * 1000,
      owner: row.owner,
      name: row.name,
      ...(row.description === undefined ? {} : { description: row.description }),
      version: row.version,
      type: row.type,
      system: row.system,
      content: row.content,
      group: "",
      tags: row.owner === "SELF" && index % 3 === 0 ? [{ TagKey: "team", TagValue: "platform" }] : [],
    };
  });
}
