import { afterEach, describe, expect, it } from "vitest";
import type { Order } from "./options";
import type { Emulator } from "./server";
import { startForTest, stateOf } from "./testing";
import { send, signAcs3 } from "./testing-signer";

const open: Emulator[] = [];
afterEach(async () => {
  for (const emulator of open.splice(0)) await emulator.close();
});

async function setUp(order: Order) {
  const emulator = await startForTest({ order, templates: 100, speed: 0 });
  open.push(emulator);
  const regions = Object.entries((await stateOf(emulator)).regions);
  const [RegionId, template] =
    regions
      .flatMap(([id, region]) => region.templates.map((each) => [id, each] as const))
      .find(([, each]) => each.executions.length === 50) ?? [];
  const newest = (template?.executions ?? []).map((each) => each.executionId);
  const list = async (size: number): Promise<string[]> => {
    const ids: string[] = [];
    let token = "";
    do {
      const query = {
        RegionId: RegionId ?? "",
        ImagePipelineId: template?.imagePipelineId ?? "",
        MaxResults: String(size),
        NextToken: token,
      };
      const { body } = await send(signAcs3(emulator, { action: "DescribeImagePipelineExecutions", query }));
      const { ImagePipelineExecutionSet: set } = body.ImagePipelineExecution as {
        ImagePipelineExecutionSet: { ExecutionId: string }[];
      };
      ids.push(...set.map((each) => each.ExecutionId));
      token = String(body.NextToken);
    } while (token !== "");
    return ids;
  };
  return { newest, list };
}

describe("executions", () => {
  it("come newest first, over pages too", async () => {
    const { newest, list } = await setUp("newest");
    expect(await list(500)).toEqual(newest);
    expect(await list(7)).toEqual(newest);
  });

  it("come oldest first", async () => {
    const { newest, list } = await setUp("oldest");
    expect(await list(11)).toEqual(newest.toReversed());
  });

  it("come in a new shuffle for each listing, whose pages neither repeat nor lose one", async () => {
    const { newest, list } = await setUp("random");
    const [first, second] = [await list(7), await list(7)];
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(newest);
    expect(first.toSorted()).toEqual(newest.toSorted());
    expect(second.toSorted()).toEqual(newest.toSorted());
  });
});
