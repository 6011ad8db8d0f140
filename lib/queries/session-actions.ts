import { endOtherSessions, endSession } from "@/lib/actions/sessions";
import type { EndSessionInput, EndSessionResult } from "@/lib/contracts/sessions";
import { browserJobParts, runJob, type Settled } from "./run-job";

export function requestEnd(input: EndSessionInput): Promise<Settled<EndSessionResult>> {
  return runJob(() => endSession(input), browserJobParts());
}

export function requestEndOthers(): Promise<Settled<EndSessionResult>> {
  return runJob(() => endOtherSessions({}), browserJobParts());
}
