import { type Ecs, loadEcs } from "./sdk";

// The page that one would write first: list the region with the SDK's default page, ask each template for its builds, keep
// nothing. No cache, no budget, no error handling; every visitor pays for all of it, again and again.

type Row = { readonly id: string; readonly status: string | null };

async function templatesOf(ecs: Ecs, regionId: string): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const request = new ecs.DescribeImagePipelinesRequest({ regionId, ...(nextToken && { nextToken }) });
    const { body } = await ecs.client.describeImagePipelines(request);
    for (const each of body?.imagePipeline?.imagePipelineSet ?? []) ids.push(each.imagePipelineId ?? "");
    nextToken = body?.nextToken || undefined;
  } while (nextToken);
  return ids;
}

async function statusOf(ecs: Ecs, regionId: string, imagePipelineId: string): Promise<Row> {
  const request = new ecs.DescribeImagePipelineExecutionsRequest({ regionId, imagePipelineId });
  const { body } = await ecs.client.describeImagePipelineExecutions(request);
  const [newest] = body?.imagePipelineExecution?.imagePipelineExecutionSet ?? [];
  return { id: imagePipelineId, status: newest?.status ?? null };
}

/** One view of the page, call after call. */
export async function viewInTurn(url: string, regions: readonly string[]): Promise<Row[]> {
  const ecs = await loadEcs(url);
  const rows: Row[] = [];
  for (const regionId of regions)
    for (const id of await templatesOf(ecs, regionId)) rows.push(await statusOf(ecs, regionId, id));
  return rows;
}

/** The same with everything at once. */
export async function viewAtOnce(url: string, regions: readonly string[]): Promise<Row[]> {
  const ecs = await loadEcs(url);
  const ofRegions = regions.map(async (regionId) => {
    const ids = await templatesOf(ecs, regionId);
    return await Promise.all(ids.map((id) => statusOf(ecs, regionId, id)));
  });
  return (await Promise.all(ofRegions)).flat();
}
