import type { Call } from "../../actions/action";
import { bad, missing } from "../../refusal";
import type { Image } from "../../world/model";
import { oneOf } from "../numbers";
import { limitedMembers } from "../parameters";

const ITEMS = {
  linux: new Set([
    ...["fstab", "grub", "dhcp", "selinux", "growpart", "cloudinit", "aegis", "nvme", "virtio"],
    "standardizedtimezone",
  ]),
  windows: new Set([
    ...["bcd", "hotfix", "disk", "update", "server", "bootmgr", "vminit", "osloader", "virtio"],
    "standardizedtimezone",
  ]),
};

/**
 * RepairMode and RepairItem of a new template.
 * Throws 400 InvalidParameter.RepairMode, InvalidParameter.RepairItem, InvalidParameterCombination,
 * InvalidImage.NotSupportRepair, 404 MissingParameter.RepairMode.
 */
export function repairOf(call: Call, image: Image | undefined, system: "linux" | "windows") {
  const mode = oneOf(call, "RepairMode", ["Standard", "All", "Customized"], "InvalidParameter.RepairMode");
  const items = limitedMembers(call, "RepairItem");
  if (items.length > 0 && mode === undefined) {
    throw missing("MissingParameter.RepairMode", "RepairMode is mandatory with RepairItem.");
  }
  if (items.length > 0 && mode !== "Customized") {
    throw bad("InvalidParameterCombination", "RepairItem is used with the RepairMode Customized only.");
  }
  if (!items.every((item) => ITEMS[system].has(item))) {
    throw bad("InvalidParameter.RepairItem", `RepairItem takes ${[...ITEMS[system]].join(", ")}.`);
  }
  if (mode !== undefined && image?.repairable === false) {
    throw bad("InvalidImage.NotSupportRepair", "The system of the base image cannot be repaired.");
  }
  return { ...(mode === undefined ? {} : { RepairMode: mode }), RepairItems: { RepairItem: items } };
}
