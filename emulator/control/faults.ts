import { type Control, ControlError } from "./control";

/** Adds a fault. */
export const postFault: Control = {
  method: "POST",
  path: "faults",
  run({ faults }, { body }) {
    const added = faults.add(body);
    if ("problem" in added) throw new ControlError(400, added.problem);
    return { body: added };
  },
};

/** The faults in the order of posting; `remaining` is null for one without `times`. */
export const readFaults: Control = {
  method: "GET",
  path: "faults",
  run: ({ faults }) => ({ body: { faults: faults.faults } }),
};

/** Ends all faults. */
export const clearFaults: Control = {
  method: "DELETE",
  path: "faults",
  run({ faults }) {
    faults.clear();
    return { body: {} };
  },
};

/** Ends one fault. */
export const deleteFault: Control = {
  method: "DELETE",
  path: "faults/:id",
  run({ faults }, { id }) {
    if (!faults.remove(id)) throw new ControlError(404, `there is no fault ${id}`);
    return { body: {} };
  },
};
