import { runLive } from "@/lib/server/run-live";
import { readOverview } from "@/lib/server/services/templates/overview";

export const GET = runLive(readOverview);
