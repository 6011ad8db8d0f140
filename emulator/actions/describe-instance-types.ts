import { instanceTypeFilter } from "../rules/instance-type-filter";
import { maxResults, page, positionOf } from "../rules/paging";
import { INSTANCE_TYPES } from "../seed/catalogue";
import { type InstanceTypeFields, instanceTypeFields } from "../world/instance-type-json";
import { type Action, ECS } from "./action";

const TYPES: readonly InstanceTypeFields[] = INSTANCE_TYPES.map(instanceTypeFields).sort((left, right) =>
  left.InstanceTypeId < right.InstanceTypeId ? -1 : 1,
);

/** Instance types, the same in every region: the endpoint decides the region, and this one is of all (page D22). */
export const describeInstanceTypes: Action = {
  name: "DescribeInstanceTypes",
  version: ECS,
  list: { path: ["InstanceTypes", "InstanceType"], paging: "token" },
  run(desk, call) {
    const passes = instanceTypeFilter(call);
    const most = maxResults(call, 1600, 1600);
    const items = TYPES.filter(passes);
    // What a listing asks for shows in what it finds.
    const listing = JSON.stringify([this.name, items.map((type) => type.InstanceTypeId)]);
    const position = positionOf(desk, call, listing, () => 0);
    const ordered = { items, place: (type: InstanceTypeFields) => ({ rank: 0, id: type.InstanceTypeId }) };
    const { head, ...answer } = page(
      desk,
      call,
      listing,
      ordered,
      position,
      (type) => JSON.stringify(type),
      most,
    );
    return { ...answer, head: { NextToken: head.NextToken ?? "" } };
  },
};
