import { loadSdk } from "@/lib/server/ecs/sdk";

type Module = typeof import("@alicloud/ecs20140526");

export type Ecs = Pick<Module, "DescribeImagePipelinesRequest" | "DescribeImagePipelineExecutionsRequest"> & {
  readonly client: InstanceType<Module["default"]>;
};

/** The vendor's typed client as its manual shows it, pointed at a local endpoint. */
export async function loadEcs(url: string): Promise<Ecs> {
  const { ecs, core } = await loadSdk();
  const client = new ecs.default(
    new core.$OpenApiUtil.Config({
      accessKeyId: "LTAI5tDemoImagekeeper",
      accessKeySecret: "demo-secret-imagekeeper",
      endpoint: new URL(url).host,
      protocol: "HTTP",
    }),
  );
  return {
    client,
    DescribeImagePipelinesRequest: ecs.DescribeImagePipelinesRequest,
    DescribeImagePipelineExecutionsRequest: ecs.DescribeImagePipelineExecutionsRequest,
  };
}
