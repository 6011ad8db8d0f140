import { clearCalls, readCalls } from "./calls";
import { advanceClock } from "./clock";
import type { Control } from "./control";
import { postExecution, putExecution } from "./executions";
import { clearFaults, deleteFault, postFault, readFaults } from "./faults";
import { health } from "./health";
import { reset } from "./reset";
import { state } from "./state";
import { deleteTemplate, postTemplate } from "./templates";

/** Every control call. */
export const CONTROLS: readonly Control[] = [
  health,
  readCalls,
  clearCalls,
  state,
  reset,
  postTemplate,
  deleteTemplate,
  postExecution,
  putExecution,
  advanceClock,
  postFault,
  readFaults,
  clearFaults,
  deleteFault,
];
