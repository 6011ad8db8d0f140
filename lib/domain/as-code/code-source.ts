import type { CreateRequest } from "../create-request";

/** A template as code is made of: where it is, and what creates another one like it. */
export type CodeSource = {
  readonly regionId: string;
  readonly templateId: string;
  readonly request: CreateRequest;
};
