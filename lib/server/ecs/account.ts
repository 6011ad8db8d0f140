import "server-only";
import { createHash } from "node:crypto";
import type { GatewayConfig, Variables } from "./config";
import type { CredentialSource } from "./credential-source";
import type { Credentials } from "./credentials";

const ROLE_ARN = /^acs:ram::(\d+):/;

/**
 * Names the account that calls are made for (delete-protocol.md): the account ID when set, else the number in the
 * role's ARN, else a hash of the access key's ID. A session's key changes every hour, so there its source is hashed.
 * Throws AppError `ecs-credentials` when the key must be fetched to know it and cannot.
 */
export async function accountOf(
  config: Pick<GatewayConfig, "mode" | "accountId">,
  source: CredentialSource,
  variables: Variables,
  credentials: Credentials,
): Promise<string> {
  if (config.accountId) return config.accountId;
  const roleArn = config.mode === "cloud" ? variables.ALIBABA_CLOUD_ROLE_ARN : undefined;
  const inArn = ROLE_ARN.exec(roleArn ?? "")?.[1];
  if (inArn) return inArn;
  switch (source.kind) {
    case "keys":
      return hash("key", source.accessKeyId);
    case "uri":
      return hash("source", source.uri);
    case "metadata":
      return hash("source", source.roleName);
    default: {
      const model = await credentials.get();
      if (!model.securityToken) return hash("key", model.accessKeyId ?? "");
      return hash("source", `${source.kind} ${"profile" in source ? source.profile : ""}`);
    }
  }
}

function hash(kind: string, value: string): string {
  return `${kind}-${createHash("sha256").update(value).digest("hex").slice(0, 24)}`;
}
