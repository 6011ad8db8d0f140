/** Shapes of the identifiers that travel in URLs and actions. Generous in what ECS might issue, closed to anything else. */
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+){1,4}$/;
const TEMPLATE = /^ip-[0-9a-zA-Z]{1,62}$/;
const BUILD = /^exec-[0-9a-zA-Z]{1,62}$/;

export function isRegionId(value: string): boolean {
  return value.length <= 64 && REGION.test(value);
}

export function isTemplateId(value: string): boolean {
  return TEMPLATE.test(value);
}

export function isBuildId(value: string): boolean {
  return BUILD.test(value);
}
