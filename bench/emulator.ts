import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Figure, report } from "./support/report";
import { interleave, perRound, type Quotient } from "./support/rounds";
import { type ServerProcess, startServer } from "./support/server-process";
import { signedRequest } from "./support/signed-requests";

// What a request costs the local ECS endpoint in processor time, beside a bare node:http server that answers the same
// bytes under the same headers; two such servers show how far a figure of this run can be trusted.

const ROUNDS = 24;
const REQUESTS = 1_500;

const range = ({ low, high }: Quotient) => `${low.toFixed(2)}–${high.toFixed(2)} over the rounds`;

type Page = { ImagePipeline: { ImagePipelineSet: { ImagePipelineId: string }[] } };
type Builds = { TotalCount: number };

const bodyOf = <T>(answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as T;

/** The templates of a region that have ten builds or more. */
async function oftenBuilt(endpoint: ServerProcess, regionId: string, most: number): Promise<string[]> {
  const page = bodyOf<Page>(
    await endpoint.ask(
      signedRequest(endpoint.host, "DescribeImagePipelines", { RegionId: regionId, MaxResults: 500 }),
    ),
  );
  const found: string[] = [];
  for (const { ImagePipelineId } of page.ImagePipeline.ImagePipelineSet) {
    const answer = await endpoint.ask(readOfTen(endpoint, regionId, ImagePipelineId));
    if (bodyOf<Builds>(answer).TotalCount >= 10) found.push(ImagePipelineId);
    if (found.length === most) break;
  }
  return found;
}

function readOfTen(endpoint: ServerProcess, regionId: string, ImagePipelineId: string): Buffer {
  return signedRequest(endpoint.host, "DescribeImagePipelineExecutions", {
    RegionId: regionId,
    ImagePipelineId,
    MaxResults: 10,
  });
}

/** Two bare servers of one answer. */
async function bareServers(answer: string): Promise<readonly [ServerProcess, ServerProcess]> {
  const folder = mkdtempSync(join(tmpdir(), "imagekeeper-bench-"));
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const headers = head
    .split("\r\n")
    .slice(1)
    .filter((line) => !/^(connection|keep-alive):/i.test(line))
    .flatMap((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
  writeFileSync(join(folder, "body"), body);
  writeFileSync(join(folder, "headers"), JSON.stringify(headers));
  const program = fileURLToPath(new URL("./support/bare-server.ts", import.meta.url));
  const args = [program, join(folder, "body"), join(folder, "headers")];
  const servers = [await startServer(...args), await startServer(...args)] as const;
  rmSync(folder, { recursive: true });
  return servers;
}

async function speed(): Promise<Figure[]> {
  const region = "cn-hangzhou";
  const options = ["--port", "0", "--latency", "0", "--rate", "off", "--regions", region];
  const endpoint = await startServer("emulator/main.ts", ...options);
  const templates = await oftenBuilt(endpoint, region, 100);
  const [bare, control] = await bareServers(
    await endpoint.ask(readOfTen(endpoint, region, templates[0] ?? "")),
  );
  const requests = () =>
    Array.from({ length: REQUESTS }, (_, index) =>
      readOfTen(endpoint, region, templates[index % templates.length] ?? ""),
    );
  const lanes = {
    endpoint: () => endpoint.costOf(requests()),
    bare: () => bare.costOf(requests()),
    control: () => control.costOf(requests()),
  };
  await interleave(3, lanes);
  const cost = await interleave(ROUNDS, lanes);
  for (const server of [endpoint, bare, control]) await server.close();
  const ratio = perRound(cost.bare, cost.endpoint);
  const same = perRound(cost.control, cost.bare);
  const middle = (figures: readonly number[]) =>
    perRound(
      figures,
      figures.map(() => 1),
    ).median;
  return [
    {
      what: "a read of ten builds: bare server to endpoint, by CPU",
      measured: ratio.median,
      goal: "≥ 0.50, aim 0.60",
      note: range(ratio),
    },
    {
      what: "two bare servers to each other",
      measured: same.median,
      goal: "0.95–1.05, else the run is void",
      note: range(same),
    },
    { what: "µs of CPU a request, endpoint", measured: middle(cost.endpoint) },
    { what: "µs of CPU a request, bare server", measured: middle(cost.bare) },
  ];
}

report("emulator", [...(await speed())]);
