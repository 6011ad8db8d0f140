import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type CredentialSource, credentialSource } from "./credential-source";
import { createCredentials } from "./credentials";
import { loadSdk } from "./sdk";
import { gatewayTo, json, signature, startScript } from "./testing";

const region = "cn-hangzhou";
const user = { share: "user" } as const;

beforeAll(() => loadSdk(), 120_000);
afterEach(() => vi.unstubAllEnvs());

describe("the source of credentials", () => {
  const kind = (variables: Record<string, string>) =>
    credentialSource(
      "cloud",
      Object.fromEntries(Object.entries(variables).map(([name, value]) => [`ALIBABA_CLOUD_${name}`, value])),
    ).kind;
  const oidc = { ROLE_ARN: "acs:ram::1:role/r", OIDC_PROVIDER_ARN: "p", OIDC_TOKEN_FILE: "/t" };

  it.each([
    [{}, "none"],
    [{ ACCESS_KEY_ID: "a" }, "none"],
    [{ ACCESS_KEY_ID: "a", ACCESS_KEY_SECRET: "s", CREDENTIALS_URI: "http://x" }, "keys"],
    [{ ROLE_ARN: "acs:ram::1:role/r" }, "none"],
    [{ ...oidc, ECS_METADATA: "role" }, "oidc"],
    [{ PROFILE: "p" }, "cli-profile"],
    [{ PROFILE: "p", CLI_PROFILE_DISABLED: "true" }, "none"],
    [{ CREDENTIALS_FILE: "/f" }, "profile-file"],
    [{ ECS_METADATA: "role" }, "metadata"],
    [{ ECS_METADATA: "role", ECS_METADATA_DISABLED: "TRUE" }, "none"],
    [{ CREDENTIALS_URI: "http://x" }, "uri"],
  ])("of %j is %s: nothing is tried that is not configured", (variables, expected) => {
    expect(kind(variables as Record<string, string>)).toBe(expected);
  });

  it("of the demo are its static keys, whatever is configured", () => {
    const variables = { ALIBABA_CLOUD_ACCESS_KEY_ID: "real", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "real" };
    expect(credentialSource("demo", variables)).toMatchObject({ accessKeyId: "LTAI5tDemoImagekeeper" });
  });
});

describe("credentials", () => {
  const model = (source: CredentialSource) => createCredentials(() => source).get();

  it("with a session token are of type sts", async () => {
    const keys = { kind: "keys", accessKeyId: "a", accessKeySecret: "s" } as const;
    expect(await model({ ...keys, securityToken: "t" })).toMatchObject({ securityToken: "t", type: "sts" });
    expect((await model({ ...keys, securityToken: undefined })).type).toBe("access_key");
  });

  it("of a source that failed once are asked anew, and its answer is never repeated", async () => {
    const provider = await startScript((_request, response, count) =>
      count === 1
        ? json(response, 500, { AccessKeySecret: "leaked-secret" })
        : json(response, 200, {
            Code: "Success",
            AccessKeyId: "STS.id",
            AccessKeySecret: "session-secret",
            SecurityToken: "token",
            Expiration: new Date(Date.now() + 3_600_000).toISOString(),
          }),
    );
    const credentials = createCredentials(() => ({ kind: "uri", uri: provider.url }));
    const error = await credentials.get().catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ code: "ecs-credentials", params: { source: "uri" } });
    expect(`${JSON.stringify(error)} ${String(error)} ${String((error as Error).cause)}`).not.toMatch(
      /leaked|127\.0\.0\.1/,
    );
    expect(await credentials.get()).toMatchObject({ accessKeyId: "STS.id", securityToken: "token" });
    await Promise.all([credentials.get(), credentials.get()]);
    expect(provider.requests).toHaveLength(2);
    await provider.close();
  });

  it("of a source that failed are given up: the next try takes what is configured then", async () => {
    const provider = await startScript((_request, response) => json(response, 500, {}));
    const keys = { kind: "keys", accessKeyId: "a", accessKeySecret: "s", securityToken: undefined } as const;
    let source: CredentialSource = { kind: "uri", uri: provider.url };
    const credentials = createCredentials(() => source);
    await expect(credentials.get()).rejects.toMatchObject({ code: "ecs-credentials" });
    source = keys;
    expect(await credentials.get()).toMatchObject({ accessKeyId: "a" });
    await provider.close();
  });

  it("of a malformed profile fail without quoting it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "imagekeeper-"));
    const file = join(folder, "credentials");
    writeFileSync(file, "[default]\ntype=access_key\naccess_key_secret=quoted-secret\n");
    vi.stubEnv("ALIBABA_CLOUD_CREDENTIALS_FILE", file);
    const error = await model({ kind: "profile-file", profile: "default" }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "ecs-credentials" });
    expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain("quoted-secret");
    writeFileSync(file, "[default]\ntype=access_key\naccess_key_id=id\naccess_key_secret=s\n");
    expect(await model({ kind: "profile-file", profile: "default" })).toMatchObject({ accessKeyId: "id" });
    rmSync(folder, { recursive: true });
  });
});

describe("a call without credentials", () => {
  it("is not sent: `ecs-credentials` of a read, not-sent of a write, and `prepare` says so before", async () => {
    const script = await startScript((_request, response) => json(response, 200, { RequestId: "R" }));
    const { gateway } = gatewayTo(script.url, { mode: "cloud", variables: {} });
    await expect(gateway.prepare(region)).rejects.toMatchObject({ code: "ecs-credentials" });
    await expect(gateway.listTemplates(region, user)).rejects.toMatchObject({ code: "ecs-credentials" });
    expect(await gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "not-sent",
      why: "credentials",
    });
    expect(script.requests).toHaveLength(0);
    await script.close();
  });

  it("whose source hangs ends with the deadline", async () => {
    const provider = await startScript(() => undefined);
    const { gateway, time } = gatewayTo("http://127.0.0.1:9", {
      mode: "cloud",
      variables: { ALIBABA_CLOUD_CREDENTIALS_URI: provider.url },
    });
    const arrived = provider.nextRequest();
    const prepared = gateway.prepare(region).catch((error: unknown) => error);
    await arrived;
    time.advance(8_000);
    expect(await prepared).toMatchObject({ code: "ecs-credentials" });
    await provider.close();
  });
});

describe("calls with session credentials", () => {
  it("carry the token, and after ECS refuses it the source is asked again", async () => {
    const provider = await startScript((_request, response, count) =>
      json(response, 200, {
        AccessKeyId: `STS.${count}`,
        AccessKeySecret: "s",
        SecurityToken: `token-${count}`,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
    const ecs = await startScript((_request, response, count) =>
      count === 1
        ? json(response, 403, { RequestId: "R", Code: "InvalidSecurityToken.Expired" })
        : json(response, 200, { RequestId: "R" }),
    );
    const { gateway } = gatewayTo(ecs.url, {
      mode: "cloud",
      variables: { ALIBABA_CLOUD_CREDENTIALS_URI: provider.url },
    });
    const token = (at: number) => {
      const { headers = [] } = ecs.requests[at] ?? {};
      return headers[headers.findIndex((name) => name.toLowerCase() === "x-acs-security-token") + 1];
    };
    expect(await gateway.cancelBuild(region, "exec-a")).toMatchObject({ code: "ecs-credentials" });
    expect(await gateway.cancelBuild(region, "exec-a")).toMatchObject({ kind: "accepted" });
    expect([token(0), token(1)]).toEqual(["token-1", "token-2"]);
    await Promise.all([provider.close(), ecs.close()]);
  });
});

describe("the account", () => {
  const account = (variables: Record<string, string>, accountId: string | null = null) =>
    gatewayTo("https://ecs.example", { mode: "cloud", variables, accountId }).gateway.account();
  const keys = (id: string) => ({ ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" });
  const role = { ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1234567890:role/r" };

  it("is the configured ID, else the number in the role's ARN, else a hash of the key's ID", async () => {
    expect(await account({ ...keys("a"), ...role }, "42")).toBe("42");
    expect(await account({ ...keys("a"), ...role })).toBe("1234567890");
    const ofKey = await account(keys("LTAI-a"));
    expect(ofKey).toMatch(/^key-[0-9a-f]{24}$/);
    expect(await account(keys("LTAI-a"))).toBe(ofKey);
    expect(await account(keys("LTAI-b"))).not.toBe(ofKey);
  });

  it("of a source whose keys change every hour stays the same", async () => {
    const variables = { ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:9/secret" };
    expect(await account(variables)).toMatch(/^source-[0-9a-f]{24}$/);
    expect(await account(variables)).toBe(await account(variables));
  });
});
