import { oftenBuilt, pageOf, readOfTen, startEndpointOf, tokensOf } from "./endpoint-calls";
import type { Figure } from "./report";
import { interleave, middle, perRound, range } from "./rounds";
import type { ServerProcess } from "./server-process";

const SMALL = 500;
const BIG = 50_000;
const ROUNDS = 16;

/** Executions that the endpoint holds, counted in the truth that it tells. */
async function executionsOf({ host }: ServerProcess): Promise<number> {
  const { body } = await fetch(`http://${host}/_emulator/state`);
  let count = 0;
  let rest = "";
  for await (const chunk of body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString("latin1")).split('"executionId"');
    count += parts.length - 1;
    rest = (parts.at(-1) ?? "").slice(-'"executionId"'.length + 1);
  }
  return count;
}

const repeated = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

/** The lanes of one endpoint: a page and reads that were asked for before, and reads that nobody asked for before. */
async function lanesOf(endpoint: ServerProcess) {
  const often = await oftenBuilt(endpoint, 100);
  return {
    page: () => endpoint.costOf(repeated(100, () => pageOf(endpoint))),
    read: () => endpoint.costOf(repeated(1_500, (i) => readOfTen(endpoint, often[i % often.length] ?? ""))),
    first: async () => {
      await endpoint.control("POST", "reset", {});
      return await endpoint.costOf(often.map((id) => readOfTen(endpoint, id)));
    },
  };
}

/** What 50,000 templates with a million executions cost, and what they do to the calls that ask for a few of them. */
export async function measureScale(): Promise<Figure[]> {
  const big = await startEndpointOf(BIG);
  const small = await startEndpointOf(SMALL);
  const started = big.memory();
  const [many, few] = [await lanesOf(big), await lanesOf(small)];
  const lanes = {
    bigPage: many.page,
    smallPage: few.page,
    bigRead: many.read,
    smallRead: few.read,
    bigFirst: many.first,
    smallFirst: few.first,
  };
  await interleave(3, lanes);
  const cost = await interleave(ROUNDS, lanes);
  const resets = [];
  for (let round = 0; round < 5; round++) {
    resets.push((await big.cpu(() => big.control("POST", "reset", {}))) / 1e6);
  }
  const tokens = await tokensOf(big);
  const everyPage = async () => (await big.costOf(tokens.map((token) => pageOf(big, token)))) / 1000;
  const pages = [];
  for (let round = 0; round < 5; round++) pages.push(await everyPage());
  const executions = await executionsOf(big);
  const memory = big.memory();
  const ratio = (what: string, left: readonly number[], right: readonly number[]): Figure => {
    const quotient = perRound(left, right);
    return { what, measured: quotient.median, goal: "≤ 1.20", note: range(quotient) };
  };
  await big.close();
  await small.close();
  return [
    { what: `executions of ${BIG} templates`, measured: executions, goal: "≥ 1,000,000" },
    { what: `s until ${BIG} templates listen`, measured: big.seconds, goal: "≤ 10" },
    { what: "MB resident after the start", measured: started, goal: "< 1,024" },
    {
      what: "MB resident after all below",
      measured: memory,
      goal: "< 1,024",
      note: "every execution was read",
    },
    ratio(`page of 500: ${BIG} templates to ${SMALL}`, cost.bigPage, cost.smallPage),
    ratio(`read of ten builds: ${BIG} templates to ${SMALL}`, cost.bigRead, cost.smallRead),
    { what: "µs a page of 500, the same again", measured: middle(cost.bigPage) },
    { what: "µs a page of 500, each of 100 in turn", measured: middle(pages) * 1000 },
    {
      what: `µs a first read of ten just after a reset, ${BIG}`,
      measured: middle(cost.bigFirst),
      note: `${SMALL} templates: ${middle(cost.smallFirst).toFixed(0)} µs`,
    },
    { what: `s of CPU a reset of ${BIG} templates`, measured: middle(resets), goal: "≤ 10" },
  ];
}
