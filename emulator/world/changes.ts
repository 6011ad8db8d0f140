import { isoSeconds, wholeSeconds } from "../clock";
import { seeded } from "../random";
import { cancelled, drawEnd, drawPlan, follow, held, letGo, type Plan } from "./course";
import type { AnswerTag, Build, Definition, Template } from "./model";
import { byCreation, definitionOf, ownBuilds, type World } from "./world";

/** Where in the sorted list a template belongs. */
function placeIn(templates: readonly Template[], template: Template): number {
  let low = 0;
  let high = templates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCreation(templates[middle] as Template, template) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a template that was made now (ms). */
export function addTemplate(
  world: World,
  regionId: string,
  id: string,
  definition: Definition,
  now: number,
): Template {
  const region = world.regions.get(regionId);
  if (!region) throw new Error(`no region ${regionId}`);
  const ordinal = world.nextOrdinal++;
  const createdAt = wholeSeconds(now);
  const template: Template = { ordinal, id, regionId, createdAt, origin: null, definition, builds: [] };
  region.templates.splice(placeIn(region.templates, template), 0, template);
  world.byId.set(id, template);
  world.byOrdinal.set(ordinal, template);
  return template;
}

/** Removes a template with its builds. `requestId` is null when no ECS call did it. */
export function removeTemplate(
  world: World,
  template: Template,
  requestId: string | null,
  now: number,
): void {
  const region = world.regions.get(template.regionId);
  if (!region) return;
  region.templates.splice(placeIn(region.templates, template), 1);
  region.deleted.push({ imagePipelineId: template.id, at: isoSeconds(now), requestId });
  world.byId.delete(template.id);
  world.byOrdinal.delete(template.ordinal);
}

/** The plan of a template's build number n: drawn from the seed, so it is the same at every start. */
function planOf(world: World, template: Template, number: number): Plan {
  const definition = definitionOf(world, template);
  const random = seeded(world.seed, "plan", template.regionId, template.ordinal, number);
  return drawPlan(
    random,
    definition,
    template.regionId,
    drawEnd(random, definition.TestContent !== undefined),
  );
}

/** Creation time of the next build: now, at least a second after every other one. */
function nextCreation(builds: readonly Build[], now: number): number {
  return builds.reduce((least, build) => Math.max(least, build.createdAt + 1000), wholeSeconds(now));
}

/** Starts a build that runs by the clock. */
export function startBuild(
  world: World,
  template: Template,
  id: string,
  tags: readonly AnswerTag[],
  now: number,
): Build {
  const builds = ownBuilds(world, template);
  const number = builds.length;
  const course = follow(planOf(world, template, number), now, world.speed);
  const build: Build = { id, number, createdAt: nextCreation(builds, now), tags, course };
  builds.push(build);
  return build;
}

/** Adds the newest build, held in a status. */
export function addHeldBuild(
  world: World,
  template: Template,
  id: string,
  status: string,
  now: number,
): Build {
  const builds = ownBuilds(world, template);
  const createdAt = nextCreation(builds, now);
  const build: Build = { id, number: builds.length, createdAt, tags: [], course: held(status, now) };
  builds.push(build);
  return build;
}

/** The build of that ID in a form that may be changed. */
function ownBuild(world: World, template: Template, id: string): Build {
  const build = ownBuilds(world, template).find((each) => each.id === id);
  if (!build) throw new Error(`no build ${id}`);
  return build;
}

/** Cancels a build: CANCELLING, then CANCELLED. */
export function cancelBuild(world: World, template: Template, id: string, now: number): void {
  ownBuild(world, template, id).course = cancelled(now, world.speed);
}

/** Moves a build to a status and holds it there, or lets it run on from there. */
export function moveBuild(
  world: World,
  template: Template,
  id: string,
  status: string,
  hold: boolean,
  now: number,
): void {
  const build = ownBuild(world, template, id);
  build.course = hold
    ? held(status, now)
    : letGo(status, planOf(world, template, build.number), now, world.speed);
}
