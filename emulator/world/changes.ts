import { isoSeconds, wholeSeconds } from "../clock";
import { seeded } from "../random";
import { cancelled, drawEnd, drawPlan, follow, held, letGo, type Plan, traitsOfDefinition } from "./course";
import type { AnswerTag, Build, Component, Course, Definition, Template } from "./model";
import { insert, remove } from "./sorted";
import { definitionOf, ownBuilds, type Region, type World } from "./world";

/** Everything that can happen to a world, as it is kept in the journal. `at` is the endpoint's time in ms. */
export type Change =
  | { op: "add-template"; at: number; regionId: string; id: string; definition: Definition }
  | { op: "remove-template"; at: number; id: string; requestId: string | null }
  | { op: "start-build"; at: number; template: string; id: string; tags: readonly AnswerTag[] }
  | { op: "hold-build"; at: number; template: string; id: string; status: string }
  | { op: "cancel-build"; at: number; template: string; id: string }
  | { op: "move-build"; at: number; template: string; id: string; status: string; hold: boolean }
  | { op: "add-component"; component: Component }
  | { op: "remove-component"; regionId: string; id: string };

type ChangeOf<Op extends Change["op"]> = Extract<Change, { op: Op }>;

function regionOf(world: World, regionId: string): Region {
  const region = world.regions.get(regionId);
  if (!region) throw new Error(`no region ${regionId}`);
  return region;
}

function templateOf(world: World, id: string): Template {
  const template = world.byId.get(id);
  if (!template) throw new Error(`no template ${id}`);
  return template;
}

/** The plan of a template's build number n: drawn from the seed, so it is the same at every start. */
function planOf(world: World, template: Template, number: number): Plan {
  const traits = traitsOfDefinition(definitionOf(world, template), template.regionId);
  const random = seeded(world.seed, "plan", template.regionId, template.ordinal, number);
  return drawPlan(random, traits, drawEnd(random, traits));
}

/** Adds the newest build: created now, at least a second after every other one. */
function addBuild(
  world: World,
  change: ChangeOf<"start-build" | "hold-build">,
  tags: readonly AnswerTag[],
  courseOf: (template: Template, number: number) => Course,
): void {
  const template = templateOf(world, change.template);
  const builds = ownBuilds(world, template);
  const number = builds.length;
  const createdAt = builds.reduce(
    (least, build) => Math.max(least, build.createdAt + 1000),
    wholeSeconds(change.at),
  );
  const build: Build = {
    id: change.id,
    number,
    createdAt,
    tags,
    course: courseOf(template, number),
    text: null,
  };
  builds.push(build);
  template.edition++;
  const definition = definitionOf(world, template);
  regionOf(world, template.regionId).started.push({ build, definition });
}

function setCourse(
  world: World,
  change: ChangeOf<"cancel-build" | "move-build">,
  courseOf: (template: Template, build: Build) => Course,
): void {
  const template = templateOf(world, change.template);
  const build = ownBuilds(world, template).find((each) => each.id === change.id);
  if (!build) throw new Error(`no build ${change.id}`);
  build.course = courseOf(template, build);
  build.text = null;
  template.edition++;
}

const OPERATIONS: { readonly [Op in Change["op"]]: (world: World, change: ChangeOf<Op>) => void } = {
  "add-template"(world, { at, regionId, id, definition }) {
    const ordinal = world.nextOrdinal++;
    const createdAt = wholeSeconds(at);
    const template: Template = {
      ordinal,
      id,
      regionId,
      createdAt,
      origin: null,
      definition,
      builds: [],
      text: null,
      edition: 0,
    };
    const region = regionOf(world, regionId);
    insert(region.templates, template);
    region.edition++;
    world.byId.set(id, template);
    world.byOrdinal.set(ordinal, template);
  },
  "remove-template"(world, { at, id, requestId }) {
    const template = templateOf(world, id);
    const region = regionOf(world, template.regionId);
    remove(region.templates, template);
    template.edition++;
    region.edition++;
    region.deleted.push({ imagePipelineId: id, at: isoSeconds(at), requestId });
    world.byId.delete(id);
    world.byOrdinal.delete(template.ordinal);
  },
  "start-build"(world, change) {
    const courseOf = (template: Template, number: number) =>
      follow(planOf(world, template, number), change.at, world.speed);
    addBuild(world, change, change.tags, courseOf);
  },
  "hold-build"(world, change) {
    addBuild(world, change, [], () => held(change.status, change.at));
  },
  "cancel-build"(world, change) {
    setCourse(world, change, () => cancelled(change.at, world.speed));
  },
  "move-build"(world, change) {
    const { status, hold, at } = change;
    setCourse(world, change, (template, build) =>
      hold ? held(status, at) : letGo(status, planOf(world, template, build.number), at, world.speed),
    );
  },
  "add-component"(world, { component }) {
    const region = regionOf(world, component.regionId);
    insert(region.components, component);
    region.edition++;
  },
  "remove-component"(world, { regionId, id }) {
    const region = regionOf(world, regionId);
    const component = region.components.find((each) => each.id === id);
    if (component) remove(region.components, component);
    region.edition++;
  },
};

/** Makes a change come true. Every write, by ECS or by control, goes through here. */
export function applyChange(world: World, change: Change): void {
  (OPERATIONS[change.op] as (world: World, change: Change) => void)(world, change);
}
