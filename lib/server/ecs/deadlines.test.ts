import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadSdk } from "./sdk";
import { gatewayTo, json, signature, startScript } from "./testing";
import { selfSigned } from "./testing/self-signed";

const region = "cn-hangzhou";
const user = { share: "user" } as const;
const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAItest", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" };
const cloud = { mode: "cloud", variables: keys } as const;

beforeAll(() => loadSdk(), 120_000);
afterEach(() => vi.unstubAllEnvs());

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};
/** Round trips on other connections until it is true; a connection that was ended is seen after a few of them. */
const soon = async (isTrue: () => boolean) => {
  const other = await startScript((_request, response) => json(response, 200, {}));
  for (let trips = 0; trips < 200 && !isTrue(); trips += 1) await fetch(other.url).then((r) => r.text());
  await other.close();
  return isTrue();
};
const close = (server: Server) => new Promise<void>((resolve) => void server.close(() => resolve()));

describe("a connection that does not come up", () => {
  /** Takes connections and never answers the handshake. */
  const deaf = createServer();
  const heard: Buffer[] = [];
  let open = 0;
  let address = "";
  beforeAll(async () => {
    deaf.on("connection", (socket) => {
      open += 1;
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open -= 1;
      });
      socket.on("data", (bytes) => heard.push(bytes));
    });
    address = `https://127.0.0.1:${await listen(deaf)}`;
  });
  afterAll(() => close(deaf));
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise(setImmediate);
  };

  it("ends a delete after 3 s as not sent, and the request never follows", async () => {
    const { gateway, time } = gatewayTo(address, cloud);
    const answer = gateway.deleteTemplate(region, "ip-a", signature());
    await until(() => heard.length > 0);
    time.advance(2_999);
    expect(open).toBe(1);
    time.advance(1);
    expect(await answer).toEqual({ kind: "not-sent", why: "unreachable" });
    expect(await soon(() => open === 0)).toBe(true);
    // Nothing but a TLS handshake ever arrived.
    expect(heard.every((bytes) => bytes[0] === 0x16)).toBe(true);
  });

  it("is tried again by a read while the deadline allows, then it is `ecs-unreachable`", async () => {
    const { gateway, time } = gatewayTo(address, cloud);
    let connections = 0;
    deaf.on("connection", () => {
      connections += 1;
      // Once the request waits for this connection, let its 3 s pass.
      setImmediate(() => setImmediate(() => time.advance(3_000)));
    });
    await expect(gateway.listTemplates(region, user)).rejects.toMatchObject({ code: "ecs-unreachable" });
    expect(connections).toBe(3);
  });
});

describe("HTTPS", () => {
  it("to a server that is not trusted: a delete is not sent, and no request arrives", async () => {
    let requests = 0;
    const server = createTlsServer(selfSigned(), () => {
      requests += 1;
    });
    const address = `https://127.0.0.1:${await listen(server)}`;
    const { gateway } = gatewayTo(address, cloud);
    expect(await gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "not-sent",
      why: "unreachable",
    });
    expect(requests).toBe(0);
    await close(server);
  });

  it("with a connection that breaks after the handshake: the delete is unknown, never not sent", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    let requests = 0;
    const server = createTlsServer(selfSigned(), (_request, response) => {
      requests += 1;
      response.destroy();
    });
    const address = `https://127.0.0.1:${await listen(server)}`;
    const { gateway } = gatewayTo(address, cloud);
    expect(await gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "unknown",
      why: "broken",
    });
    expect(requests).toBe(1);
    await close(server);
  });
});

describe("deadlines", () => {
  it("of a listing hold for all its pages together", async () => {
    let pages = 0;
    const script = await startScript((_request, response) => {
      pages += 1;
      time.advance(3_000);
      json(response, 200, {
        RequestId: "R",
        TotalCount: 1000,
        NextToken: `token-${pages}`,
        ImagePipeline: {
          ImagePipelineSet: [{ ImagePipelineId: `ip-${pages}`, CreationTime: "2026-01-01T00:00:00Z" }],
        },
      });
    });
    const { gateway, time } = gatewayTo(script.url);
    await expect(
      gateway.listTemplates(region, { share: "collector", deadlineMs: 10_000 }),
    ).rejects.toMatchObject({ code: "ecs-timeout" });
    expect(pages).toBe(4);
    await script.close();
  });

  it("end a body that stalls, and the endpoint's connection with it", async () => {
    let isClosed = false;
    const script = await startScript((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"RequestId":');
      response.on("close", () => {
        isClosed = true;
      });
    });
    const { gateway, time } = gatewayTo(script.url);
    const arrived = script.nextRequest();
    const answer = gateway.deleteTemplate(region, "ip-a", signature());
    await arrived;
    time.advance(8_000);
    expect(await answer).toMatchObject({ kind: "unknown", why: "timeout" });
    expect(await soon(() => isClosed)).toBe(true);
    await script.close();
  });

  it("of a read that was refused leave no time for a pause beyond them", async () => {
    const script = await startScript((_request, response) =>
      json(response, 400, { RequestId: "R", Code: "Throttling.User" }),
    );
    const { gateway, time } = gatewayTo(script.url);
    await expect(gateway.listTemplates(region, { ...user, deadlineMs: 600 })).rejects.toMatchObject({
      code: "ecs-throttled",
    });
    // Half of 500 ms, then half of 1,000 ms would end at 750 ms.
    expect(time.pauses).toEqual([250]);
    expect(script.requests).toHaveLength(2);
    await script.close();
  });
});
