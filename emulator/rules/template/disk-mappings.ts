import type { Call } from "../../actions/action";
import { bad, missing } from "../../refusal";
import type { DiskMapping } from "../../world/model";
import { optional } from "../parameters";
import { checkObjectAtCreation } from "./oss-object";

const PREFIX = "ImportImageOptions.DiskDeviceMappings";

/** One system disk and up to 16 data disks. */
const DISKS = 17;

function numbersOf(call: Call): number[] {
  const numbers = new Set<number>();
  for (const [name, value] of call.parameters) {
    const [, number] = /^ImportImageOptions\.DiskDeviceMappings\.([1-9]\d{0,5})\.\w+$/.exec(name) ?? [];
    if (number && value !== "") numbers.add(Number(number));
  }
  return [...numbers].sort((left, right) => left - right);
}

/** A field that must be there; the documented code writes its name without dots. */
function need(call: Call, number: number, field: "OSSBucket" | "OSSObject"): string {
  const value = optional(call, `${PREFIX}.${number}.${field}`);
  if (value === undefined) {
    throw missing(`MissingParameter.ImportImageOptionsDiskDeviceMappings${field}`, `${field} is mandatory.`);
  }
  return value;
}

function formatOf(call: Call, number: number): string | undefined {
  const format = optional(call, `${PREFIX}.${number}.Format`)?.toUpperCase();
  if (format !== undefined && !["RAW", "VHD", "QCOW2"].includes(format)) {
    throw bad("InvalidParameter.ImportImageOptionsDiskDeviceMappingsFormat", "Format takes RAW, VHD, QCOW2.");
  }
  return format;
}

function sizeOf(call: Call, number: number): number | undefined {
  const text = optional(call, `${PREFIX}.${number}.DiskImageSize`);
  if (text === undefined) return undefined;
  const size = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 2048) {
    throw bad("InvalidOperation.DiskImageSizeExceeded", "DiskImageSize takes 1 to 2048 GiB.");
  }
  return size;
}

function mapping(call: Call, number: number): DiskMapping {
  const OSSBucket = need(call, number, "OSSBucket");
  const OSSObject = need(call, number, "OSSObject");
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(OSSBucket)) {
    throw bad("InvalidParameter.ImportImageOptionsDiskDeviceMappingsOSSBucket", "OSSBucket is malformed.");
  }
  if (/^[/\\]/.test(OSSObject) || Buffer.byteLength(OSSObject) > 1023) {
    throw bad("InvalidParameter.ImportImageOptionsDiskDeviceMappingsOSSObject", "OSSObject is malformed.");
  }
  const Format = formatOf(call, number);
  const DiskImageSize = sizeOf(call, number);
  checkObjectAtCreation(OSSObject);
  return {
    OSSBucket,
    OSSObject,
    ...(Format === undefined ? {} : { Format }),
    ...(DiskImageSize === undefined ? {} : { DiskImageSize }),
  };
}

/**
 * The disks of an image to import: 1 is the system disk.
 * Throws 404 MissingParameter.ImageOptionsDiskDeviceMappings, MissingParameter.ImportImageOptionsDiskDeviceMappings*,
 * 400 InvalidImportImageOptionsDiskDeviceMappings.LengthLimitExceeded, InvalidOperation.DiskImageSizeExceeded,
 * InvalidParameter.ImportImageOptionsDiskDeviceMappings*, and what OSS says to the object.
 */
export function diskMappingsOf(call: Call): DiskMapping[] {
  const numbers = numbersOf(call);
  if (numbers.length === 0) {
    throw missing("MissingParameter.ImageOptionsDiskDeviceMappings", "DiskDeviceMappings is mandatory.");
  }
  if (numbers.length > DISKS) {
    const code = "InvalidImportImageOptionsDiskDeviceMappings.LengthLimitExceeded";
    throw bad(code, `DiskDeviceMappings takes at most ${DISKS} disks.`);
  }
  return numbers.map((number) => mapping(call, number));
}
