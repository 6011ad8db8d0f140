import { forbidden, missing, type Refusal } from "../../refusal";

// What OSS says to an object, by how its key begins: a convention of this endpoint, which has no OSS.

type Rule = readonly [prefix: string, refusal: () => Refusal];

const AT_CREATION: readonly Rule[] = [
  [
    "missing/",
    () =>
      missing(
        "InvalidImportImageOptionsDiskDeviceMappingsOSSObject.NotFound",
        "The OSS object does not exist.",
      ),
  ],
  ["private/", () => forbidden("InvalidOSSObject.NotAuthorized", "The OSS object may not be read.")],
  ["archive/", () => forbidden("InvalidOSSObject.NeedRestore", "The OSS object must be restored first.")],
  [
    "importing/",
    () => forbidden("InvalidOperation.OSSObjectIsImporting", "The OSS object is being imported."),
  ],
  ["denied/", () => forbidden("InvalidOperation.NoRightAccessOSS", "There is no right to access OSS.")],
];

const START = "InvalidImagePipeline.OSSObject";

/** Objects that were as they should be when the template was made, and are no more. */
const AT_START: readonly Rule[] = [
  ["later/missing/", () => missing(`${START}NotFound`, "The OSS object does not exist.")],
  ["later/private/", () => forbidden(`${START}NotAuthorized`, "The OSS object may not be read.")],
  ["later/archive/", () => forbidden(`${START}NeedRestore`, "The OSS object must be restored first.")],
  ["later/denied/", () => forbidden("InvalidOperation.NoRightAccessOSS", "There is no right to access OSS.")],
];

function check(object: string, rules: readonly Rule[]): void {
  for (const [prefix, refusal] of rules) if (object.startsWith(prefix)) throw refusal();
}

/** Refuses an object that cannot be read when a template is made (page D4). */
export function checkObjectAtCreation(object: string): void {
  check(object, AT_CREATION);
}

/**
 * Refuses an object that cannot be read when a build starts (page D7). Throws 404 InvalidImagePipeline.OSSObjectNotFound,
 * 403 InvalidImagePipeline.OSSObjectNotAuthorized, InvalidImagePipeline.OSSObjectNeedRestore, InvalidOperation.NoRightAccessOSS.
 */
export function checkObjectAtStart(object: string): void {
  check(object, AT_START);
}
