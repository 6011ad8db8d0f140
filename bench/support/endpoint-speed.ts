import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { oftenBuilt, readOfTen, startEndpointOf } from "./endpoint-calls";
import type { Figure } from "./report";
import { interleave, middle, perRound, range } from "./rounds";
import { type ServerProcess, startServer } from "./server-process";

const ROUNDS = 24;
const REQUESTS = 1_500;

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
  const program = fileURLToPath(new URL("./bare-server.ts", import.meta.url));
  const args = [program, join(folder, "body"), join(folder, "headers")];
  const servers = [await startServer(...args), await startServer(...args)] as const;
  rmSync(folder, { recursive: true });
  return servers;
}

/**
 * What a read of ten builds costs, beside a bare server that answers the same bytes under the same headers. Two such
 * servers show how far a figure of this run can be trusted. The order of the lanes changes from round to round.
 */
export async function measureSpeed(): Promise<Figure[]> {
  const endpoint = await startEndpointOf(200);
  const templates = await oftenBuilt(endpoint, 100);
  const [bare, control] = await bareServers(await endpoint.ask(readOfTen(endpoint, templates[0] ?? "")));
  const requests = () =>
    Array.from({ length: REQUESTS }, (_, index) =>
      readOfTen(endpoint, templates[index % templates.length] ?? ""),
    );
  const lanes = {
    endpoint: () => endpoint.costOf(requests()),
    bare: () => bare.costOf(requests()),
    control: () => control.costOf(requests()),
  };
  await interleave(4, lanes);
  const cost = await interleave(ROUNDS, lanes);
  for (const server of [endpoint, bare, control]) await server.close();
  const ratio = perRound(cost.bare, cost.endpoint);
  const same = perRound(cost.control, cost.bare);
  const isVoid = same.median < 0.95 || same.median > 1.05;
  return [
    {
      what: "read of ten builds: bare server to endpoint",
      measured: isVoid ? Number.NaN : ratio.median,
      goal: "≥ 0.50, aim 0.60",
      note: isVoid ? `void: the machine was too busy (${range(ratio)})` : range(ratio),
    },
    {
      what: "two bare servers to each other",
      measured: same.median,
      goal: "0.95–1.05, else void",
      note: range(same),
    },
    { what: "µs a read of ten, endpoint", measured: middle(cost.endpoint) },
    { what: "µs a read of ten, bare server", measured: middle(cost.bare) },
  ];
}
