import "server-only";
import { accountOf } from "./account";
import { allowance } from "./allowance";
import { createBudget } from "./budget";
import { cancelBuild } from "./cancel-build";
import { createClients } from "./clients";
import { type GatewayConfig, realSleep } from "./config";
import { createTemplate } from "./create-template";
import { credentialSource } from "./credential-source";
import { createCredentials } from "./credentials";
import { deleteTemplate } from "./delete-template";
import { resolveEndpoint } from "./endpoint";
import { createLimiter } from "./limiter";
import { listRegions } from "./list-regions";
import { listTemplates } from "./list-templates";
import { LARGEST_PAGE } from "./listing";
import type { Machine } from "./machine";
import { maskedKey } from "./masked-key";
import { prepare } from "./prepare";
import { readBuilds } from "./read-builds";
import { readImage } from "./read-image";
import { readTemplate } from "./read-template";
import { roomForDeletes } from "./room-for-deletes";
import { startBuild } from "./start-build";
import type { EcsGateway } from "./types";
import { createUseMeter } from "./use-meter";

/**
 * The door to ECS. Loads nothing and calls nothing until it is asked. Throws AppError `invalid-input` (parameter
 * `name`) when ECS_ENDPOINT cannot be used in this mode.
 */
export function createGateway(config: GatewayConfig): EcsGateway {
  const now = config.now ?? Date.now;
  const sleep = config.sleep ?? realSleep;
  const endpoint = resolveEndpoint(config);
  const variables = config.variables ?? {};
  const source = () => credentialSource(config.mode, variables);
  const credentials = createCredentials(source);
  const machine: Machine = {
    now,
    random: config.random ?? Math.random,
    sleep,
    budget: createBudget(config.budgetPerMinute, {
      // A clock that is set while we run must not make a window longer.
      now: config.now ?? (() => performance.timeOrigin + performance.now()),
      sleep,
      ...(config.ledger && { ledger: config.ledger }),
    }),
    limiter: createLimiter(),
    meter: createUseMeter(now),
    clients: createClients(endpoint, credentials, config.version),
    credentials,
    pageSize: config.pageSize ?? LARGEST_PAGE,
    observer: config.observer,
    log: config.log,
  };
  return {
    endpoint: endpoint.name,
    facts: { mode: config.mode, maskedKey: maskedKey(source()) },
    account: () => accountOf(config, source(), variables, credentials),
    listRegions: async (options) => config.regions ?? listRegions(machine, options),
    listTemplates: (regionId, options) => listTemplates(machine, regionId, options),
    readTemplate: (regionId, templateId, options) => readTemplate(machine, regionId, templateId, options),
    readBuilds: (regionId, templateId, options) => readBuilds(machine, regionId, templateId, options),
    prepare: (regionId) => prepare(machine, regionId),
    deleteTemplate: (regionId, templateId, signature) =>
      deleteTemplate(machine, regionId, templateId, signature),
    startBuild: (regionId, templateId, token) => startBuild(machine, regionId, templateId, token),
    cancelBuild: (regionId, buildId) => cancelBuild(machine, regionId, buildId),
    roomForDeletes: (regionId) => roomForDeletes(machine, regionId),
    createTemplate: (regionId, request, token) => createTemplate(machine, regionId, request, token),
    readImage: (regionId, base, options) => readImage(machine, regionId, base, options),
    readRegions: (options) => listRegions(machine, options),
    allowance: (regionId) => allowance(machine, regionId),
    use() {
      const { sent, throttled } = machine.meter.lastMinute();
      const { perMinute, userExtra } = machine.budget;
      return { lastMinute: sent, throttledLastMinute: throttled, budget: perMinute, userExtra };
    },
  };
}
