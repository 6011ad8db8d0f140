import "server-only";
import { AppError } from "@/lib/domain/app-error";
import type { CredentialSource } from "./credential-source";
import { loadSdk, type Sdk } from "./sdk";

type LibraryCredential = InstanceType<Sdk["credentials"]["default"]>;
/** Key, secret and token of one moment. */
export type CredentialModel = Awaited<ReturnType<LibraryCredential["getCredential"]>>;

const PROVIDER_TIMEOUT_MS = 5_000;

export type Credentials = {
  /** Throws AppError `ecs-credentials`, whose cause names the source and never repeats the provider's text. */
  get(): Promise<CredentialModel>;
  /** ECS refused them: the next call asks the source anew. */
  forget(): void;
};

/**
 * Credentials by the official library. A provider that failed once is thrown away: the library would stick to it.
 * A malformed profile is quoted whole in the provider's error, secrets included; so none of its text goes on.
 */
export function createCredentials(source: () => CredentialSource): Credentials {
  let credential: LibraryCredential | undefined;
  let asking: Promise<CredentialModel> | undefined;

  const ask = async (): Promise<CredentialModel> => {
    const from = source();
    try {
      credential ??= await build(from);
      const model = await credential.getCredential();
      if (!model.accessKeyId || !model.accessKeySecret) throw new Error("incomplete");
      return model;
    } catch {
      credential = undefined;
      throw new AppError("ecs-credentials", {
        params: { source: from.kind },
        cause: new Error(`credentials from ${from.kind} not available`),
      });
    }
  };
  return {
    get() {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      credential = undefined;
    },
  };
}

async function build(source: CredentialSource): Promise<LibraryCredential> {
  const { credentials } = await loadSdk();
  const config = (values: Record<string, unknown>) =>
    new credentials.default(
      new credentials.Config({
        timeout: PROVIDER_TIMEOUT_MS,
        connectTimeout: PROVIDER_TIMEOUT_MS,
        ...values,
      }),
    );
  switch (source.kind) {
    case "keys": {
      const { kind: _, ...keys } = source;
      return config({ type: keys.securityToken ? "sts" : "access_key", ...keys });
    }
    case "oidc": {
      const { kind: _, ...oidc } = source;
      return config({ type: "oidc_role_arn", ...oidc });
    }
    case "metadata":
      return config({ type: "ecs_ram_role", roleName: source.roleName });
    case "uri":
      return config({ type: "credentials_uri", credentialsURI: source.uri });
    case "cli-profile": {
      const provider = await import("@alicloud/credentials/dist/src/providers/cli_profile");
      return new credentials.default(null, fromProfile(provider, source.profile));
    }
    case "profile-file": {
      const provider = await import("@alicloud/credentials/dist/src/providers/profile");
      return new credentials.default(null, fromProfile(provider, source.profile));
    }
    case "none":
      throw new Error("no source configured");
  }
}

type Provider = { getCredentials(): Promise<never>; getProviderName(): string };
type ProviderClass = { builder(): { withProfileName(name: string): { build(): unknown } } };

function fromProfile(loaded: { default: unknown }, profile: string): Provider {
  const inner = loaded.default as ProviderClass | { default: ProviderClass };
  const provider = "builder" in inner ? inner : inner.default;
  return provider.builder().withProfileName(profile).build() as Provider;
}
