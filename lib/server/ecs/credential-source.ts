import "server-only";
import type { Variables } from "./config";

/** The one configured source of credentials. The library's own chain also tries what merely lies around. */
export type CredentialSource =
  | {
      readonly kind: "keys";
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken: string | undefined;
    }
  | {
      readonly kind: "oidc";
      readonly roleArn: string;
      readonly oidcProviderArn: string;
      readonly oidcTokenFilePath: string;
      readonly roleSessionName: string | undefined;
    }
  | { readonly kind: "cli-profile"; readonly profile: string }
  | { readonly kind: "profile-file"; readonly profile: string }
  | { readonly kind: "metadata"; readonly roleName: string }
  | { readonly kind: "uri"; readonly uri: string }
  | { readonly kind: "none" };

const DEMO: CredentialSource = {
  kind: "keys",
  accessKeyId: "LTAI5tDemoImagekeeper",
  accessKeySecret: "demo-secret-imagekeeper",
  securityToken: undefined,
};

/** Static keys in the demo; in the cloud the first configured source, in the order of the library's chain. */
export function credentialSource(mode: "demo" | "cloud", variables: Variables): CredentialSource {
  if (mode === "demo") return DEMO;
  const get = (name: string) => variables[`ALIBABA_CLOUD_${name}`] || undefined;
  const isOff = (name: string) => get(name)?.toLowerCase() === "true";

  const accessKeyId = get("ACCESS_KEY_ID");
  const accessKeySecret = get("ACCESS_KEY_SECRET");
  if (accessKeyId && accessKeySecret) {
    return { kind: "keys", accessKeyId, accessKeySecret, securityToken: get("SECURITY_TOKEN") };
  }
  const roleArn = get("ROLE_ARN");
  const oidcProviderArn = get("OIDC_PROVIDER_ARN");
  const oidcTokenFilePath = get("OIDC_TOKEN_FILE");
  if (roleArn && oidcProviderArn && oidcTokenFilePath) {
    const roleSessionName = get("ROLE_SESSION_NAME");
    return { kind: "oidc", roleArn, oidcProviderArn, oidcTokenFilePath, roleSessionName };
  }
  const profile = get("PROFILE");
  if (get("CREDENTIALS_FILE")) return { kind: "profile-file", profile: profile ?? "default" };
  if (profile && !isOff("CLI_PROFILE_DISABLED")) return { kind: "cli-profile", profile };
  const roleName = get("ECS_METADATA");
  if (roleName && !isOff("ECS_METADATA_DISABLED")) return { kind: "metadata", roleName };
  const uri = get("CREDENTIALS_URI");
  return uri ? { kind: "uri", uri } : { kind: "none" };
}
