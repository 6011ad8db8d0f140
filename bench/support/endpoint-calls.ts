import { type ServerProcess, startServer } from "./server-process";

import { signedRequest } from "./signed-requests";

type Page = { ImagePipeline: { ImagePipelineSet: { ImagePipelineId: string }[] }; NextToken: string };

/** The region of every endpoint of these benchmarks: with one region there are pages of 500 of 500 templates. */
const REGION = "cn-hangzhou";

/** The local ECS endpoint as it is run, without latency and rate, with so many templates in one region. */
export const startEndpointOf = (templates: number): Promise<ServerProcess> =>
  startServer(
    "emulator/main.ts",
    ...["--port", "0", "--latency", "0", "--rate", "off", "--regions", REGION],
    ...["--templates", String(templates)],
  );

/** A page of templates. */
export const pageOf = (endpoint: ServerProcess, token = ""): Buffer =>
  signedRequest(endpoint.host, "DescribeImagePipelines", {
    RegionId: REGION,
    MaxResults: 500,
    ...(token === "" ? {} : { NextToken: token }),
  });

/** The ten newest builds of a template. */
export const readOfTen = (endpoint: ServerProcess, ImagePipelineId: string): Buffer =>
  signedRequest(endpoint.host, "DescribeImagePipelineExecutions", {
    RegionId: REGION,
    ImagePipelineId,
    MaxResults: 10,
  });

/** The JSON of an answer. */
const bodyOf = <T>(answer: string): T => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as T;

/** Templates that have ten builds or more, in the order of the listing. */
export async function oftenBuilt(endpoint: ServerProcess, most: number): Promise<string[]> {
  const { ImagePipeline } = bodyOf<Page>(await endpoint.ask(pageOf(endpoint)));
  const found: string[] = [];
  for (const { ImagePipelineId } of ImagePipeline.ImagePipelineSet) {
    const answer = await endpoint.ask(readOfTen(endpoint, ImagePipelineId));
    if (bodyOf<{ TotalCount: number }>(answer).TotalCount >= 10) found.push(ImagePipelineId);
    if (found.length === most) break;
  }
  return found;
}

/** Tokens of all pages, in their order; the first is empty. */
export async function tokensOf(endpoint: ServerProcess): Promise<string[]> {
  const tokens = [""];
  for (;;) {
    const page = bodyOf<Page>(await endpoint.ask(pageOf(endpoint, tokens.at(-1))));
    if (page.NextToken === "") return tokens;
    tokens.push(page.NextToken);
  }
}
