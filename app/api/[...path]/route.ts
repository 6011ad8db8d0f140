import { AppError } from "@/lib/domain/app-error";
import { runRoute } from "@/lib/server/run-route";

/** What is no API of ours: 401 without a session like all of them, else 404. */
const nothing = runRoute(async () => {
  throw new AppError("not-found");
});

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
