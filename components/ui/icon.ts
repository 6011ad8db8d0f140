import { clsx } from "clsx";
import styles from "./icon.module.css";

export type IconName =
  | "play"
  | "lock"
  | "lockOpen"
  | "trash"
  | "circleCheck"
  | "circleHelp"
  | "refresh"
  | "hourglass"
  | "ban"
  | "circleAlert"
  | "circleX"
  | "circleDashed"
  | "flask"
  | "loader";

/** Classes that draw a decorative icon before the text of a flex container, without an element of its own. */
export function iconClass(name: IconName): string {
  return clsx(styles.icon, styles[name]);
}
