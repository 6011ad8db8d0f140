import { normalSeed } from "./seed/normal-seed";

/** N calls per S seconds, or null: no limit. */
export type Rate = { readonly calls: number; readonly seconds: number } | null;

/** How executions are ordered in an answer. */
export type Order = "newest" | "oldest" | "random";

/** Everything that can be said on the command line. */
export interface Settings {
  readonly port: number;
  readonly regions: readonly string[];
  readonly templates: number;
  readonly seed: string;
  /** ms added to each ECS answer, ± 50 %. */
  readonly latency: number;
  readonly speed: number;
  readonly rate: Rate;
  readonly order: Order;
  readonly state: string | null;
  /** How many templates, and own components, a region may have; null: any number. */
  readonly templateQuota: number | null;
  readonly componentQuota: number | null;
  readonly verbose: boolean;
}

/** The defaults of the command line. */
export const DEFAULTS: Settings = {
  port: 4520,
  regions: [
    "cn-hangzhou",
    "cn-shanghai",
    "cn-beijing",
    "cn-shenzhen",
    "cn-hongkong",
    "ap-southeast-1",
    "eu-central-1",
    "us-west-1",
  ],
  templates: 200,
  seed: "1",
  latency: 20,
  speed: 60,
  rate: { calls: 1000, seconds: 60 },
  order: "newest",
  state: null,
  templateQuota: null,
  componentQuota: null,
  verbose: false,
};

/** A malformed option; the message is one line that names it. */
export class OptionError extends Error {}

const fail = (name: string, takes: string, got: string): never => {
  const shown = got.length > 60 ? `${got.slice(0, 60)}…` : got;
  throw new OptionError(`--${name} takes ${takes}, not ${JSON.stringify(shown)}`);
};

/** A whole number within limits, in plain decimal digits. */
function whole(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= low && value <= high)) fail(name, `a whole number from ${low} to ${high}`, text);
    return value;
  };
}

/** A number within limits; fractions are allowed. */
function decimal(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= low && value <= high)) fail(name, `a number from ${low} to ${high}`, text);
    return value;
  };
}

/** Is this how Alibaba Cloud writes a region's ID? */
function isRegionId(text: string): boolean {
  return text.length <= 32 && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

function regions(text: string): readonly string[] {
  const list = text.split(",");
  if (list.length > 64 || new Set(list).size !== list.length || !list.every(isRegionId)) {
    fail("regions", "a comma list of different region IDs such as cn-hangzhou,eu-central-1", text);
  }
  return list;
}

function rate(text: string): Rate {
  if (text === "off") return null;
  const match = /^(\d{1,9})\/(\d{1,6})$/.exec(text);
  const calls = Number(match?.[1]);
  const seconds = Number(match?.[2]);
  if (!(calls >= 1 && seconds >= 1)) fail("rate", "CALLS/SECONDS such as 1000/60, or off", text);
  return { calls, seconds };
}

function order(text: string): Order {
  if (text !== "newest" && text !== "oldest" && text !== "random") {
    throw new OptionError(`--order takes newest, oldest or random, not ${JSON.stringify(text)}`);
  }
  return text;
}

function quota(name: string): (text: string) => number | null {
  const parse = whole(name, 0, 1_000_000);
  return (text) => (text === "off" ? null : parse(text));
}

const seed = (text: string): string => normalSeed(text) ?? fail("seed", "an integer", text);

const state = (text: string): string => (text === "" ? fail("state", "the path of a file", text) : text);

/** What each option takes: the table that the parser and the help share. */
export const OPTIONS = {
  port: whole("port", 0, 65535),
  regions,
  templates: whole("templates", 0, 1_000_000),
  seed,
  latency: decimal("latency", 0, 600_000),
  speed: decimal("speed", 0, 3600),
  rate,
  order,
  state,
  "template-quota": quota("template-quota"),
  "component-quota": quota("component-quota"),
} as const;

type OptionName = keyof typeof OPTIONS;

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

/**
 * Reads a command line (`--name value` or `--name=value`).
 * Throws OptionError, whose message is one line that names the first malformed option.
 */
export function parseOptions(args: readonly string[]): Settings {
  const found: Record<string, unknown> = {};
  for (let index = 0; index < args.length; index++) {
    const [, name = "", inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[index] ?? "") ?? [];
    if (name === "verbose" && inline === undefined) {
      found.verbose = true;
    } else if (isOption(name)) {
      const text = inline ?? args[++index];
      if (text === undefined) throw new OptionError(`--${name} needs a value`);
      found[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] = OPTIONS[name](text);
    } else {
      throw new OptionError(`${JSON.stringify(args[index])} is not an option; --help lists them`);
    }
  }
  return { ...DEFAULTS, ...found };
}
