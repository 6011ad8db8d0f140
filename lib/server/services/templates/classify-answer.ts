import "server-only";
import type { BlockingBuild, DeleteResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError, type AppErrorCode, type EcsFault } from "@/lib/domain/app-error";
import type { Verdict } from "@/lib/domain/attempt";
import { decideDeletability } from "@/lib/domain/deletability";
import type { Ctx } from "@/lib/server/context";
import type { SingleAnswer } from "@/lib/server/ecs/types";
import type { OutcomeNote } from "../append-outcome";
import { canRetry } from "../expected";
import { notSentError } from "../not-sent";
import { toBlockingBuild } from "./blocking-build";

/** What an answer to the delete means for the attempt, the log, and the person at the dialog. */
export type Classified = {
  readonly verdict: Verdict;
  readonly note: OutcomeNote;
  /** `auditSeq` of the outcome, null while it is pending. */
  readonly result: (auditSeq: number | null, recordPending: boolean) => DeleteResult;
};

/**
 * Step 7, the table "What an answer means" of the delete protocol (docs/architecture.md).
 */
export async function classifyAnswer(
  ctx: Ctx,
  ref: TemplateRef,
  intentSeq: number,
  answer: SingleAnswer,
): Promise<Classified> {
  switch (answer.kind) {
    case "accepted":
      return {
        verdict: { kind: "accepted" },
        note: { requestId: answer.requestId },
        result: (_, recordPending) => ({
          kind: "deleted",
          intentSeq,
          requestId: answer.requestId,
          recordPending,
        }),
      };
    case "refused":
      return answer.code === "blocked"
        ? await blocked(ctx, ref, answer.fault)
        : refused(answer.code, answer.fault);
    case "not-sent": {
      return failed({ kind: "not-sent" }, notSentError(answer.why), `not sent: ${answer.why}`);
    }
    case "unknown": {
      const error = new AppError("outcome-unknown", {
        params: { why: answer.why },
        ...(answer.fault ? { ecs: answer.fault } : {}),
      });
      return {
        verdict: { kind: "unknown" },
        note: { reason: `no usable answer: ${answer.why}`, fault: answer.fault },
        result: () => ({ kind: "unknown", intentSeq, error: errorDto(error) }),
      };
    }
  }
}

function refused(code: AppErrorCode, fault: EcsFault): Classified {
  const reason = code === "already-gone" ? "already deleted elsewhere" : code;
  return failed({ kind: "refused", outcome: "failed" }, new AppError(code, { ecs: fault }), reason);
}

function failed(verdict: Verdict, error: AppError, reason: string): Classified {
  return {
    verdict,
    note: { reason, fault: error.ecs },
    result: (auditSeq) => ({ kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq }),
  };
}

/** ECS does not say which build runs; a short read names it, and the outcome does not wait for more. */
async function blocked(ctx: Ctx, ref: TemplateRef, fault: EcsFault): Promise<Classified> {
  const build = await blockingBuild(ctx, ref);
  return {
    verdict: { kind: "refused", outcome: "blocked" },
    note: { reason: "build-running", fault, build: build ? { id: build.id, status: build.status } : null },
    result: (auditSeq) => ({
      kind: "blocked",
      reason: "build-running",
      build,
      ecs: fault,
      auditSeq,
    }),
  };
}

async function blockingBuild(ctx: Ctx, ref: TemplateRef): Promise<BlockingBuild | null> {
  try {
    const builds = await ctx.ecs.readBuilds(ref.regionId, ref.templateId, {
      share: "user",
      deadlineMs: 1_500,
    });
    const verdict = decideDeletability({ builds, isProtected: false, hasOpenAttempt: false });
    return !verdict.deletable && verdict.build ? await toBlockingBuild(ctx, verdict.build, builds) : null;
  } catch {
    return null;
  }
}
