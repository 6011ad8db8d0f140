import type { BlockReason } from "@/lib/domain/deletability";
import type { UsualDuration } from "@/lib/domain/usual-duration";

export type TagDto = { readonly key: string; readonly value: string };

/** An item of GET /api/templates and the payload of a live `template` change. Times are ISO 8601 UTC. */
export type TemplateItem = {
  readonly id: string;
  readonly regionId: string;
  readonly name: string;
  readonly latestBuild: { readonly id: string; readonly status: string; readonly startedAt: string } | null;
  readonly deletability: {
    readonly deletable: boolean;
    readonly reason?: BlockReason;
    /** The build that blocks, when one does; not always the latest one. */
    readonly buildId?: string;
    readonly buildStatus?: string;
    readonly buildStartedAt?: string;
    /** Who started that build from here; absent: it was not started here. */
    readonly buildStartedBy?: string;
  };
  /** When its builds were last read from ECS; null: not yet. */
  readonly asOf: string | null;
  readonly baseImage: string | null;
  readonly tags: readonly TagDto[];
  readonly buildCount: number;
  /** How long its builds usually take; null while none has finished. */
  readonly usual: UsualDuration | null;
  /** A delete of this template that is under way or not settled; null mostly. */
  readonly attempt: {
    readonly intentSeq: number;
    readonly state: "open" | "unknown" | "watched";
    readonly until: string | null;
  } | null;
  /** Set while nobody may delete it. */
  readonly protection: {
    readonly by: string;
    readonly reason: string | null;
    readonly since: string;
  } | null;
  /** The delete that waits for its build; `seq` is the number of its audit event, `until` when it expires. */
  readonly queue: { readonly seq: number; readonly by: string; readonly until: string } | null;
  /** AppError code when the last read of its builds failed. */
  readonly readError: string | null;
};

export type TemplatePage = {
  readonly items: readonly TemplateItem[];
  readonly nextCursor: string | null;
  readonly total: number;
};

export const TEMPLATE_SORTS = ["name", "region", "status", "startedAt", "asOf"] as const;
export type TemplateSort = (typeof TEMPLATE_SORTS)[number];

/** The counts on top of the list, over all templates of the account. */
export type TemplateCounts = {
  readonly total: number;
  readonly deletable: number;
  readonly building: number;
  readonly failed: number;
  /** Blocked deletes of the last 7 days; null for a role that may not read the audit log. */
  readonly blocked7d: number | null;
};

export type RegionState = {
  readonly regionId: string;
  readonly templateCount: number;
  readonly listedAt: string | null;
  /** An admin has switched its reading off. */
  readonly disabled: boolean;
  /** AppError code and since when, while the last listing failed. */
  readonly error: { readonly code: string; readonly since: string } | null;
};

/** What stands around the rows: GET /api/overview and the first render. */
export type Overview = {
  readonly counts: TemplateCounts;
  readonly regions: readonly RegionState[];
  /** Oldest `asOf` of all rows; null while nothing was read. */
  readonly oldestAsOf: string | null;
  readonly calls: { readonly lastMinute: number; readonly budget: number; readonly userExtra: number };
  /** Whether some replica collects. */
  readonly collecting: boolean;
  /** Until now nobody had looked for so long that it read at a keep-alive pace; null: it is at its usual pace. */
  readonly unwatchedMs: number | null;
  /** Number of the change this was read at; /api/live goes on from it. */
  readonly changeSeq: number;
};

export type BuildItem = {
  readonly id: string;
  readonly status: string;
  readonly startedAt: string;
  readonly modifiedAt: string | null;
  readonly imageId: string | null;
  readonly message: string | null;
  readonly errorCode: string | null;
  readonly errorInfo: string | null;
};

export type TemplateDetail = {
  readonly item: TemplateItem;
  readonly description: string | null;
  readonly createdAt: string;
  readonly resourceGroupId: string | null;
  /** The definition with the API's names, as ECS described it. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly builds: readonly BuildItem[];
  /** The deleted template that it was created from again, with the builds that only this console still knows. */
  readonly restoredFrom: {
    readonly templateId: string;
    readonly goneAt: string;
    readonly builds: readonly BuildItem[];
  } | null;
  readonly changeSeq: number;
};
