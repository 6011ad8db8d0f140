import { OPTIONS, OptionError } from "../options";
import { type Control, type ControlCall, ControlError } from "./control";

/** A field of the body through the parser of the option of the same name. */
function option<T>(body: ControlCall["body"], name: string, parse: (text: string) => T): T | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== "string" && typeof value !== "number")
    throw new ControlError(400, `${name} is malformed`);
  try {
    return parse(String(value));
  } catch (error) {
    if (error instanceof OptionError) throw new ControlError(400, error.message.replace("--", ""));
    throw error;
  }
}

function regions(body: ControlCall["body"]): readonly string[] | undefined {
  const { regions: list } = body;
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || list.some((item) => typeof item !== "string")) {
    throw new ControlError(400, "regions must be an array of region IDs");
  }
  return option({ regions: list.join(",") }, "regions", OPTIONS.regions);
}

/** Seeds again, absent values as started. */
export const reset: Control = {
  method: "POST",
  path: "reset",
  run(endpoint, { body }) {
    const seed = option(body, "seed", OPTIONS.seed);
    const templates = option(body, "templates", OPTIONS.templates);
    const list = regions(body);
    endpoint.reset({
      ...(seed === undefined ? {} : { seed }),
      ...(templates === undefined ? {} : { templates }),
      ...(list === undefined ? {} : { regions: list }),
    });
    return { body: { seed: endpoint.desk.world.seed, regions: endpoint.desk.world.regionIds } };
  },
};
