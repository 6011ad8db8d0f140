import { FAULTS, type Fault, MODES, type Mode } from "./faults/kinds";
import { cancelUnder, createUnder, deleteUnder, listUnder, settleUnder, startUnder } from "./faults/plays";
import { openScene, type Play, type Scene } from "./faults/scene";
import { proofDatabases } from "./support/databases";
import { prove } from "./support/proof";

/** What is under a fault: an operation of ours, and the call that meets it. */
const OPERATIONS: readonly { readonly name: string; readonly action: string; readonly play: Play }[] = [
  { name: "list", action: "DescribeImagePipelines", play: listUnder },
  { name: "read builds", action: "DescribeImagePipelineExecutions", play: deleteUnder },
  { name: "delete", action: "DeleteImagePipeline", play: deleteUnder },
  { name: "reconcile (list by ID)", action: "DescribeImagePipelines", play: settleUnder },
  { name: "reconcile (builds by ID)", action: "DescribeImagePipelineExecutions", play: settleUnder },
  { name: "start", action: "StartImagePipelineExecution", play: startUnder },
  { name: "cancel", action: "CancelImagePipelineExecution", play: cancelUnder },
  { name: "create", action: "CreateImagePipeline", play: createUnder },
];
const RESULT_WITHIN_MS = 20_000;
const LANES = 4;
/** PostgreSQL as a sample: every so manieth cell again. */
const SAMPLE = 4;

type Row = {
  readonly operation: string;
  readonly fault: string;
  readonly mode: string;
  readonly database: "sqlite" | "postgres";
  readonly result: string;
  readonly ms: number;
  readonly wrong: string | null;
};

/** Every kind of fault × every operation × once, for ever, half of the time: through the SDK, the endpoint, the database. */
await prove("fault-matrix", async ({ seed, option }) => {
  const databases = proofDatabases();
  const cells = OPERATIONS.flatMap((operation) =>
    FAULTS.flatMap((fault) => (Object.keys(MODES) as Mode[]).map((mode) => ({ operation, fault, mode }))),
  ).slice(0, option("cells", Number.MAX_SAFE_INTEGER));
  const rows: Row[] = [];
  const lane = async (kind: "sqlite" | "postgres", waiting: typeof cells) => {
    const database = await databases.open(kind, { deadlineMs: 60_000 });
    const scene = await openScene(database, String(seed));
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      rows.push({ ...(await cell(scene, next, rows.length)), database: kind });
    }
    await scene.console.close();
    await database.remove();
  };
  const all = [...cells];
  const sample = cells.filter((_, index) => index % SAMPLE === 0);
  await Promise.all([...Array.from({ length: LANES }, () => lane("sqlite", all)), lane("postgres", sample)]);
  await databases.stop();

  const claims = OPERATIONS.map(({ name }) => {
    const own = rows.filter(({ operation }) => operation === name);
    return {
      what: `${name}: nothing wrong, nothing unrecorded, nothing guessed`,
      tries: own.length,
      failed: own.filter(({ wrong }) => wrong !== null).length,
    };
  });
  const late = rows.filter(({ ms }) => ms > RESULT_WITHIN_MS).length;
  const slowest = Math.max(...rows.map(({ ms }) => ms));
  claims.push({ what: "a press has its result within 20 s", tries: rows.length, failed: late });
  console.log(`slowest press ${slowest} ms`);
  for (const row of rows.filter(({ wrong }) => wrong !== null)) console.log(JSON.stringify(row));
  return { claims, raw: { rows } };
});

async function cell(
  scene: Scene,
  { operation, fault, mode }: { operation: (typeof OPERATIONS)[number]; fault: Fault; mode: Mode },
  number: number,
) {
  const stand = async () => {
    await scene.console.control("POST", "faults", { ...fault, ...MODES[mode], action: operation.action });
  };
  const label = [fault.kind, fault.status, fault.code].filter(Boolean).join(" ");
  const { result, ms, wrong } = await operation.play(scene, stand, `cell-${number}`);
  return { operation: operation.name, fault: label, mode, result, ms, wrong };
}
