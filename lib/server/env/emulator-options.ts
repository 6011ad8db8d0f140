import "server-only";
import * as kinds from "./kinds";
import type { EnvReader } from "./reader";

/** Options of the demo's endpoint as command-line text, absent ones left to its own defaults; `port` is always there. */
export type EmulatorOptions = {
  readonly port: number;
  readonly templates?: string;
  readonly regions?: string;
  readonly seed?: string;
  readonly latency?: string;
  readonly speed?: string;
  readonly rate?: string;
  readonly order?: string;
};

/** Throws EnvProblem for the first malformed EMULATOR_ variable, in the contract's order. */
export function readEmulatorOptions(env: EnvReader): EmulatorOptions {
  const port = env.get("EMULATOR_PORT", kinds.whole(0, 65_535)) ?? 4520;
  const options: Record<string, string> = {};
  const take = (name: string, kind: kinds.Kind<unknown>) => {
    const variable = `EMULATOR_${name.toUpperCase()}`;
    const text = env.raw(variable);
    if (text !== undefined && env.get(variable, kind) !== undefined) options[name] = text;
  };
  take("templates", kinds.whole(0, 1_000_000));
  take("regions", kinds.regionList);
  take("seed", kinds.matching("an integer", /^[+-]?\d{1,40}$/));
  take("latency", kinds.decimal(0, 600_000));
  take("speed", kinds.decimal(0, 3600));
  take(
    "rate",
    kinds.matching("CALLS/SECONDS such as 1000/60, or off", /^(?:off|[1-9]\d{0,8}\/[1-9]\d{0,5})$/),
  );
  take("order", kinds.oneOf("newest", "oldest", "random"));
  return { port, ...options };
}
