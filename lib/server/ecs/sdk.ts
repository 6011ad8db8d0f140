import "server-only";

type EcsModule = typeof import("@alicloud/ecs20140526");
type CoreModule = typeof import("@alicloud/openapi-core");
type DaraModule = typeof import("@darabonba/typescript");
type CredentialsModule = typeof import("@alicloud/credentials");

export type EcsClient = InstanceType<EcsModule["default"]>;
export type RuntimeOptions = InstanceType<DaraModule["RuntimeOptions"]>;

/** The official SDK, as far as the gateway uses it. */
export type Sdk = {
  readonly ecs: EcsModule;
  readonly core: CoreModule;
  readonly dara: DaraModule;
  readonly credentials: CredentialsModule;
};

let loading: Promise<Sdk> | undefined;

/** Loads the SDK at the first call: it costs 0.9 s of CPU and 65 MB, which a page that calls nothing need not pay. */
export function loadSdk(): Promise<Sdk> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Sdk> {
  const [ecs, core, dara, credentials] = await Promise.all([
    import("@alicloud/ecs20140526"),
    import("@alicloud/openapi-core"),
    import("@darabonba/typescript"),
    import("@alicloud/credentials"),
  ]);
  return {
    ecs: commonJs(ecs, "DeleteImagePipelineRequest"),
    core: commonJs(core, "$OpenApiUtil"),
    dara: commonJs(dara, "RuntimeOptions"),
    credentials: commonJs(credentials, "Config"),
  };
}

/** A CommonJS module arrives bare or under `default`, as the runtime or bundler likes; `name` tells which. */
function commonJs<T extends object>(loaded: T, name: keyof T): T {
  if (name in loaded && isCallableDefault(loaded)) return loaded;
  const inner = (loaded as { default?: unknown }).default;
  return typeof inner === "object" && inner !== null ? (inner as T) : loaded;
}

function isCallableDefault(module: object): boolean {
  const inner = (module as { default?: unknown }).default;
  return inner === undefined || typeof inner === "function";
}
