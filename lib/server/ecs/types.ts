import "server-only";
import type { AppErrorCode, EcsFault } from "@/lib/domain/app-error";
import type { CreateRequest } from "@/lib/domain/create-request";

/** A template as ECS described it; what must be there is there, the rest is null or empty. */
export type TemplateRead = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly baseImage: string | null;
  readonly baseImageType: string | null;
  readonly resourceGroupId: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Everything the answer held for this template, with the API's names: definition for snapshot and archive. */
  readonly definition: Readonly<Record<string, unknown>>;
};

export type BuildRead = {
  readonly id: string;
  readonly templateId: string;
  /** The API's word, also one we do not know. */
  readonly status: string;
  readonly createdAt: string;
  readonly modifiedAt: string | null;
  readonly imageId: string | null;
  readonly message: string | null;
  readonly errorCode: string | null;
  readonly errorInfo: string | null;
};

/** Whose share of the budget a call uses: the collector's, or what a user does (on top, never used by sweeps). */
export type CallShare = "collector" | "user";

export type CallOptions = {
  readonly share: CallShare;
  /** For the whole verb, all pages and retries together. Default 8,000. */
  readonly deadlineMs?: number;
};

/** What came of a write that is sent at most once (delete-protocol.md, "What an answer means"). */
export type SingleAnswer =
  | { readonly kind: "accepted"; readonly requestId: string }
  /** A 4xx with Code and RequestId, throttling included: nothing happened. */
  /** `code` is the fault as this console names it: `blocked` when a build runs, `already-gone` on NotFound, else `ecs-*`. */
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly fault: EcsFault }
  /** Refused before a byte was sent: connection refused, no credentials, budget. Nothing happened. */
  | { readonly kind: "not-sent"; readonly why: "unreachable" | "credentials" | "budget" }
  /** 5xx, no answer, cut, not JSON, 200 without RequestId: nobody knows. */
  | {
      readonly kind: "unknown";
      readonly why: "timeout" | "broken" | "unreadable" | "server-error";
      readonly fault?: EcsFault;
    };

/** Date and nonce that the cloud accepts at most once and never after 15 minutes. */
export type FixedSignature = { readonly date: string; readonly nonce: string };

/** What a template may be built from: an image, or the newest one of a family. */
export type ImageRef = { readonly id: string } | { readonly family: string };

export type RateUse = {
  /** Calls of all regions and operations sent in the last 60 s, and how many of them ECS throttled. */
  readonly lastMinute: number;
  readonly throttledLastMinute: number;
  /** Calls a minute per region and operation: what sweeps and the collector may use, and what users have on top. */
  readonly budget: number;
  readonly userExtra: number;
};

/** What the collector may send of one operation: calls a minute, how many of them now, and when there are more. */
export type Allowance = { readonly limit: number; readonly left: number; readonly opensInMs: number };

/** Told of every call that was sent; for tests, metrics and the "who calls" page. */
export type CallObserver = (call: {
  regionId: string;
  action: string;
  share: CallShare;
  ms: number;
  result: string;
}) => void;

/**
 * The only door to ECS. Reads retry throttling, 5xx and broken connections within the deadline and throw AppError
 * (`ecs-throttled`, `ecs-denied`, `ecs-credentials`, `ecs-refused`, `ecs-unavailable`, `ecs-unreachable`, `ecs-timeout`,
 * `ecs-unreadable`, `budget-exhausted`, `not-found` where said). Writes are sent once and answer with a SingleAnswer.
 */
export interface EcsGateway {
  /** `ALIBABA_CLOUD_ACCOUNT_ID`, else the number in the role's ARN, else a hash of the access key's ID. */
  account(): Promise<string>;
  /** Names the endpoint in attempts: `cloud`, or host and port of ECS_ENDPOINT. */
  readonly endpoint: string;
  /** For people: which ECS this is, and a static access key's ID with its middle left out; null for other credentials. */
  readonly facts?: { readonly mode: "demo" | "cloud"; readonly maskedKey: string | null };
  listRegions(options: CallOptions): Promise<readonly string[]>;
  /** One well-formed, complete listing, all pages, or it throws. */
  listTemplates(regionId: string, options: CallOptions): Promise<readonly TemplateRead[]>;
  /** By ID; null when a well-formed and complete answer lists nothing. Null alone proves nothing. */
  readTemplate(regionId: string, templateId: string, options: CallOptions): Promise<TemplateRead | null>;
  /** All builds, all pages. Throws `not-found` (with the fault) on 404 InvalidImagePipeline.NotFound. */
  readBuilds(regionId: string, templateId: string, options: CallOptions): Promise<readonly BuildRead[]>;
  /** Fetches credentials and loads the SDK, so that the later send has nothing left to wait for. Throws `ecs-credentials`. */
  prepare(regionId: string): Promise<void>;
  /** DeleteImagePipeline with the intent's own date and nonce: exactly one request, no retry of any kind below. */
  deleteTemplate(regionId: string, templateId: string, signature: FixedSignature): Promise<SingleAnswer>;
  /** StartImagePipelineExecution; the same token may be sent again after an unknown answer. */
  startBuild(
    regionId: string,
    templateId: string,
    clientToken: string,
  ): Promise<SingleAnswer & { readonly buildId?: string }>;
  /** CreateImagePipeline; the same token with the same request may be sent again after an unknown answer. */
  createTemplate(
    regionId: string,
    request: CreateRequest,
    clientToken: string,
  ): Promise<SingleAnswer & { readonly templateId?: string }>;
  /** The ID of the image that a base stands for now; null when the answer has none. */
  readImage(regionId: string, base: ImageRef, options: CallOptions): Promise<string | null>;
  /** DescribeRegions, whatever regions this console was told to keep to. */
  readRegions(options: CallOptions): Promise<readonly string[]>;
  /** CancelImagePipelineExecution; no token, so sent once. */
  cancelBuild(regionId: string, buildId: string): Promise<SingleAnswer>;
  use(): RateUse;
  /** The collector's budget of a region in this minute. */
  allowance(regionId: string): { readonly lists: Allowance; readonly builds: Allowance };
  /** How many deletes, each with its fresh read, the user share of this region can take in this minute. */
  roomForDeletes(regionId: string): number;
}
