import { refuse } from "./say.mjs";

/** Refuses a Node older than `major.minor` in one line. */
export function needNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split(".").map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  refuse(`Node ${major}.${minor} or newer is needed, this is ${process.versions.node}.`);
}
