import { existsSync } from "node:fs";
import { command } from "./command.mjs";
import { say } from "./say.mjs";

const APT = "/usr/bin/apt-get";
const LOCK = ["-o", "DPkg::Lock::Timeout=300"];
let updated = false;

/** Can packages of Debian be installed here? */
export const isDebianRoot = () => existsSync(APT) && process.getuid?.() === 0;

/** Installs packages of Debian; resolves to whether that worked. Only where `isDebianRoot()`. */
export async function aptInstall(...packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  say(`Installing Debian's ${packages.join(", ")} …`);
  if (!updated) await command(APT, [...LOCK, "update"], { env, quiet: true });
  updated = true;
  const args = [...LOCK, "install", "-y", "--no-install-recommends", ...packages];
  const { code, output } = await command(APT, args, { env, quiet: true });
  if (code !== 0) say(output.trim().split("\n").slice(-5).join("\n"));
  return code === 0;
}
