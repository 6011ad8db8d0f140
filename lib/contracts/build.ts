/** An item of GET /api/builds. Times are ISO 8601 UTC. */
export type BuildListItem = {
  readonly id: string;
  readonly regionId: string;
  readonly templateId: string;
  readonly templateName: string;
  /** Its template has left; the build is kept here only. */
  readonly isPast: boolean;
  readonly status: string;
  readonly startedAt: string;
  /** When ECS changed it last; of a finished build about its end. */
  readonly modifiedAt: string | null;
  readonly imageId: string | null;
  readonly message: string | null;
  readonly errorCode: string | null;
  /** When our copy last saw it. */
  readonly seenAt: string;
};

/** Running builds first, each part by start, newest first. */
export type BuildPage = { readonly items: readonly BuildListItem[]; readonly nextCursor: string | null };
