import { wholeSeconds } from "../clock";
import { ageOf, seededBuilds } from "../seed/builds";
import { seededComponents } from "../seed/components";
import { seededDefinition } from "../seed/definition";
import { type Place, seededFeatures } from "../seed/features";
import { seededId } from "../seed/fixtures";
import { drawKinds } from "../seed/kinds";
import { seededName } from "../seed/names";
import { shares } from "../seed/share";
import { byCreation } from "./by-creation";
import { createDerived, type Derived } from "./derived";
import { ordinalOf } from "./identity";
import type { Build, Component, Definition, Deleted, Edited, Image, Template } from "./model";

/** One region: its templates and components newest first, then by ID. Another edition of it has others. */
export interface Region extends Edited {
  readonly id: string;
  readonly templates: Template[];
  readonly deleted: Deleted[];
  readonly components: Component[];
  /** Builds that were started by calls, also of deleted templates: their images stay. */
  readonly started: { readonly build: Build; readonly definition: Definition }[];
  /** Seeded templates whose images are listed, even after they are deleted. */
  readonly gallery: readonly Template[];
  /** Seeded images, made when somebody asks. */
  images: readonly Image[] | null;
  /** Images that other regions had sent here by the start, made when somebody asks. */
  sent: readonly Image[] | null;
}

/** How many seeded templates of a region have their images listed: at most 100 images a region. */
const GALLERY = 30;

/** Everything the endpoint pretends: seeded once, then changed by calls. */
export interface World {
  readonly seed: string;
  readonly regionIds: readonly string[];
  readonly speed: number;
  /** When it was seeded: whole seconds, in ms. */
  readonly startedAt: number;
  readonly regions: ReadonlyMap<string, Region>;
  readonly byId: Map<string, Template>;
  readonly byOrdinal: Map<number, Template>;
  /** Builds of seeded templates that were asked for lately. */
  readonly derived: Derived;
  nextOrdinal: number;
}

/** What a world is made from. */
export interface WorldPlan {
  readonly seed: string;
  readonly regions: readonly string[];
  readonly templates: number;
  readonly speed: number;
}

/** Seeds a world as of a time (ms). */
export function seedWorld(plan: WorldPlan, now: number): World {
  const startedAt = wholeSeconds(now);
  const counts = shares(plan.templates, plan.regions.length);
  const kinds = drawKinds(plan.seed, plan.templates);
  const byId = new Map<string, Template>();
  const byOrdinal = new Map<number, Template>();
  const regions = new Map<string, Region>();
  let place = 0;
  plan.regions.forEach((regionId, index) => {
    const templates: Template[] = [];
    for (let number = 0; number < (counts[index] ?? 0); number++, place++) {
      const template: Template = {
        ordinal: place,
        id: seededId(plan.seed, "ip", regionId, place),
        regionId,
        createdAt: startedAt - ageOf(plan.seed, regionId, place),
        origin: { place, kind: kinds[place] ?? "finished" },
        definition: null,
        builds: null,
        text: null,
        edition: 0,
      };
      templates.push(template);
      byId.set(template.id, template);
      byOrdinal.set(template.ordinal, template);
    }
    const components = seededComponents(plan.seed, regionId, startedAt).sort(byCreation);
    const gallery = templates.slice(0, GALLERY);
    regions.set(regionId, {
      id: regionId,
      templates: templates.sort(byCreation),
      deleted: [],
      components,
      started: [],
      gallery,
      images: null,
      sent: null,
      edition: 0,
    });
  });
  return {
    seed: plan.seed,
    regionIds: plan.regions,
    speed: plan.speed,
    startedAt,
    regions,
    byId,
    byOrdinal,
    derived: createDerived(),
    nextOrdinal: place,
  };
}

function placeOf(world: World, template: Template): Place | null {
  const { origin, regionId } = template;
  return origin && { seed: world.seed, regionId, regions: world.regionIds, ...origin };
}

/** A template's name, without making the rest of its definition. */
export function nameOf(world: World, template: Template): string {
  if (template.definition) return template.definition.Name;
  const { place = 0, kind = "" } = template.origin ?? {};
  return seededName(world.seed, place, kind);
}

/** A template's definition. */
export function definitionOf(world: World, template: Template): Definition {
  if (template.definition) return template.definition;
  const place = placeOf(world, template);
  if (!place) throw new Error(`template ${template.id} has neither a definition nor an origin`);
  return seededDefinition(place);
}

/** A template's resource group, without making the rest of its definition. */
export function groupOf(world: World, template: Template): string {
  const place = template.definition ? null : placeOf(world, template);
  return place ? seededFeatures(place).group : definitionOf(world, template).ResourceGroupId;
}

/** The regions a template's images are distributed to, without making the rest of its definition. */
export function targetsOf(world: World, template: Template): readonly string[] {
  const place = template.definition ? null : placeOf(world, template);
  return place ? seededFeatures(place).regions : definitionOf(world, template).ToRegionIds.ToRegionId;
}

/** A template's builds, oldest first; to read only. */
export function buildsOf(world: World, template: Template): readonly Build[] {
  if (template.builds) return template.builds;
  const kept = world.derived.get(template);
  if (kept) return kept;
  const place = placeOf(world, template);
  if (!place) return [];
  const builds = seededBuilds(place, template.ordinal, world.startedAt, world.speed);
  world.derived.set(template, builds);
  return builds;
}

/** A template's builds, kept from now on so that they can be changed. */
export function ownBuilds(world: World, template: Template): Build[] {
  template.builds ??= [...buildsOf(world, template)];
  world.derived.delete(template);
  return template.builds;
}

/** The build of an ID with its template, in a region. */
export function findBuild(
  world: World,
  regionId: string,
  executionId: string,
): { template: Template; build: Build } | null {
  const template = world.byOrdinal.get(ordinalOf(executionId));
  if (template?.regionId !== regionId) return null;
  const build = buildsOf(world, template).find((each) => each.id === executionId);
  return build ? { template, build } : null;
}

/** The template of an ID, in a region. */
export function findTemplate(world: World, regionId: string, id: string): Template | null {
  const template = world.byId.get(id);
  return template?.regionId === regionId ? template : null;
}
