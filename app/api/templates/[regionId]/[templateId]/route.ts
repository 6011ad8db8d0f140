import { templateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { runRoute } from "@/lib/server/run-route";
import { readTemplateDetail } from "@/lib/server/services/templates/detail";

export const GET = runRoute(async (ctx, _request, params) => {
  const ref = templateRef.safeParse(params);
  if (!ref.success) throw new AppError("not-found");
  return Response.json(await readTemplateDetail(ctx, ref.data));
});
