import { afterAll, beforeAll, expect, it } from "vitest";
import type { Emulator } from "../server";
import { control, startForTest } from "../testing";
import { send, signAcs3, signRpc } from "../testing-signer";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest({ templates: 8, speed: 0 });
});
afterAll(() => emulator.close());

const add = async (name: string) =>
  (
    await control<{ imagePipelineId: string }>(emulator, "POST", "templates", {
      regionId: "cn-hangzhou",
      name,
      description: name,
    })
  ).body.imagePipelineId;

const less = (text: string) => text.replace(/"RequestId":"[^"]*"/, "");

it.each(["plain", "模板 🙂", "é".repeat(40_000)])(
  "an answer about %.10s is the same the second time, to any client",
  async (name) => {
    const query = { RegionId: "cn-hangzhou", "ImagePipelineId.1": await add(name) };
    const ask = () => send(signAcs3(emulator, { action: "DescribeImagePipelines", query }));
    const [first, second] = [await ask(), await ask()];
    expect(JSON.stringify(first.body)).toContain(`"Name":"${name}"`);
    expect(less(second.text)).toBe(less(first.text));
    expect(second.body.RequestId).not.toBe(first.body.RequestId);
    const other = await send(signRpc(emulator, { Action: "DescribeImagePipelines", ...query }));
    expect(less(other.text)).toBe(less(first.text));
  },
);

it("the same query means another thing to another operation", async () => {
  const query = { RegionId: "cn-hangzhou" };
  const templates = await send(signAcs3(emulator, { action: "DescribeImagePipelines", query }));
  const components = await send(signAcs3(emulator, { action: "DescribeImageComponents", query }));
  expect(Object.keys(templates.body)).toContain("ImagePipeline");
  expect(Object.keys(components.body)).toContain("ImageComponent");
});

it("a signature is judged anew when all before it is as in the last request", async () => {
  const forge = (change: (signature: string) => string) => {
    const { url, init } = signAcs3(emulator);
    const headers = init.headers as Record<string, string>;
    const [head = "", signature = ""] = headers.authorization?.split("Signature=") ?? [];
    return send({
      url,
      init: { ...init, headers: { ...headers, authorization: `${head}Signature=${change(signature)}` } },
    });
  };
  expect((await forge((signature) => signature)).status).toBe(200);
  for (const change of [
    (signature: string) => signature.replace(/^./, (letter) => (letter === "0" ? "1" : "0")),
    (signature: string) => signature.toUpperCase().replace(/^./, "A"),
    (signature: string) => signature.slice(1),
    (signature: string) => `${signature.slice(10)},a=bcdefg`,
  ]) {
    expect((await forge(change)).body.Code).toBe("SignatureDoesNotMatch");
  }
  expect((await forge((signature) => `${signature},Signature=`)).body.Code).toBe("IncompleteSignature");
  expect((await forge((signature) => signature)).status).toBe(200);
});
