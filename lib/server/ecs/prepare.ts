import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { within } from "./deadline";
import { CALL_MS, type Machine } from "./machine";

/** Loads the SDK, makes the region's client and fetches credentials. Throws AppError `ecs-credentials`. */
export async function prepare(machine: Machine, regionId: string): Promise<void> {
  const work = Promise.all([machine.clients(regionId), machine.credentials.get()]);
  await within(machine.sleep, [{ ms: CALL_MS }], work, () => {
    throw new AppError("ecs-credentials", { cause: new Error("credentials not available in time") });
  });
}
