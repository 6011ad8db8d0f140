import { parseAuditFilter } from "@/lib/contracts/audit-query";
import { AppError } from "@/lib/domain/app-error";
import { runRoute } from "@/lib/server/run-route";
import { exportLog } from "@/lib/server/services/audit/export";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" } as const;

export const GET = runRoute(async (ctx, request) => {
  const params = new URL(request.url).searchParams;
  const filter = parseAuditFilter(params);
  const format = parseFormat(params.get("format"));
  const pieces = exportLog(ctx, filter, format);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="imagekeeper-audit.${format}"`,
    },
  });
});

function parseFormat(text: string | null): "csv" | "jsonl" {
  if (text === "csv" || text === "jsonl") return text;
  throw new AppError("invalid-input", { params: { parameter: "format" } });
}
