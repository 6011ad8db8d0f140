import { expect, it, vi } from "vitest";
import { verifyDatabase } from "@/lib/server/audit/verify-database";
import type { Ctx } from "@/lib/server/context";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { deleteTemplate } from "../templates/delete";
import { reconcileDeletes } from "../templates/reconcile";
import { endOf, orderBulk, protect, runBulks } from "../testing/bulk";
import { openConsole, REGION, type TestConsole } from "../testing/console";
import { readBulk } from "./read";

// Five hundred real attempts; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 300_000 });

type Expected = {
  /** Result in the bulk, and after all is settled where that is another one. */
  readonly result: string;
  readonly settled?: string;
  /** The log of the template, and what settling adds to it. */
  readonly words: readonly string[];
  readonly later?: readonly string[];
  readonly sends: 0 | 1;
};

const DELETED: Expected = { result: "deleted", words: ["intent", "succeeded"], sends: 1 };
const REFUSED: Expected = { result: "failed", words: ["intent", "failed"], sends: 1 };
const UNREAD: Expected = { result: "failed", words: ["failed"], sends: 0 };
const BLOCKED: Expected = { result: "blocked", words: ["blocked"], sends: 0 };
const LOST: Expected = { result: "unknown", words: ["intent", "unknown"], sends: 1 };
const NO_EFFECT: Expected = { ...LOST, settled: "failed", later: ["failed"] };
const EFFECT: Expected = { ...LOST, settled: "deleted", later: ["succeeded"] };

/** One region for each fault, so that what it meets is fixed for every template. */
const FAULTS: readonly (readonly [object, Expected])[] = [
  [{ kind: "throttle", action: "DeleteImagePipeline" }, REFUSED],
  [
    { kind: "error", status: 403, code: "Forbidden.RAM", message: "no", action: "DeleteImagePipeline" },
    REFUSED,
  ],
  [
    { kind: "error", status: 500, code: "InternalError", message: "no", action: "DeleteImagePipeline" },
    NO_EFFECT,
  ],
  [{ kind: "reset", action: "DeleteImagePipeline" }, NO_EFFECT],
  [{ kind: "html", action: "DeleteImagePipeline" }, NO_EFFECT],
  [{ kind: "empty", action: "DeleteImagePipeline" }, NO_EFFECT],
  [{ kind: "wrong-type", action: "DeleteImagePipeline" }, NO_EFFECT],
  [{ kind: "reset-after-effect", action: "DeleteImagePipeline" }, EFFECT],
  [{ kind: "truncate", action: "DeleteImagePipeline" }, EFFECT],
  [{ kind: "empty-list", action: "DescribeImagePipelineExecutions" }, UNREAD],
  [
    {
      kind: "error",
      status: 403,
      code: "Forbidden.RAM",
      message: "no",
      action: "DescribeImagePipelineExecutions",
    },
    UNREAD,
  ],
];
const PER_FAULT = 8;
const regionOf = (fault: number) => `fault-${fault}`;

/** What happens to a template, and when: before its turn, or between our fresh read and the delete. */
const FATES = {
  free: DELETED,
  building: BLOCKED,
  "of an unknown word": BLOCKED,
  protected: BLOCKED,
  "gone before": UNREAD,
  "gone meanwhile": REFUSED,
  "building meanwhile": { result: "blocked", words: ["intent", "blocked"], sends: 1 },
  // The other one's intent and outcome, then our refusal.
  "deleted by hand meanwhile": { result: "failed", words: ["intent", "succeeded", "failed"], sends: 1 },
} satisfies Record<string, Expected>;
type Fate = keyof typeof FATES;
const UNFREE = Object.keys(FATES).slice(1) as Fate[];
const TEMPLATES = 500;

type Template = {
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
  readonly fate: Fate;
  readonly expected: Expected;
};

eachDatabase("a bulk of 500 templates with mixed faults and races", (open) => {
  it("gives each its own result, sends each at most once, and agrees with what the endpoint holds", async () => {
    const database = await open();
    database.testClock.set(new Date().toISOString());
    const console = await openConsole(database, database.testClock, {
      regions: [REGION, ...FAULTS.map((_, fault) => regionOf(fault))],
      templates: FAULTS.length + 1,
    });
    const me = console.as("operator");
    const templates = await manyTemplates(console);
    const bystanders = [...(await truth(console))].filter(
      (id) => !templates.some(({ templateId }) => templateId === id),
    );
    await meetFates(console, database, templates);
    const watch = watchSends(console, templates);

    const runner = runBulks(console, { ecs: watch.ecs });
    const bulkId = await orderBulk(me, templates);
    const items = await endOf(me, bulkId);
    await runner.stop();

    const is = (of: (template: Template) => unknown) =>
      Object.fromEntries(templates.map((template) => [template.name, of(template)]));
    const shown = (list: typeof items) =>
      Object.fromEntries(list.map((item) => [item.name, item.result] as const));
    expect(shown(items)).toEqual(is(({ expected }) => expected.result));
    const words = await wordsOf(database);
    expect(is(({ templateId }) => words.get(templateId))).toEqual(is(({ expected }) => expected.words));
    expect(is(({ templateId }) => watch.sends.get(templateId) ?? 0)).toEqual(
      is(({ expected }) => expected.sends),
    );
    const sends = templates.filter(({ expected }) => expected.sends === 1).length;
    expect(await console.calls("DeleteImagePipeline")).toBe(sends);
    expect([...words.values()].flat().filter((word) => word === "intent")).toHaveLength(sends);
    expect(watch.most()).toBeLessThanOrEqual(4);
    expect(runner.errors).toEqual([]);

    // The faults end; what was lost is settled by reading, and then nothing is left.
    await console.control("DELETE", "faults");
    for (const seconds of [46, 17 * 60]) {
      database.testClock.advance(seconds);
      while ((await reconcileDeletes(console.system())) > 0);
    }
    const settled = await readBulk(me, bulkId);
    expect(shown(settled.items)).toEqual(is(({ expected }) => expected.settled ?? expected.result));
    const later = await wordsOf(database);
    expect(is(({ templateId }) => later.get(templateId))).toEqual(
      is(({ expected }) => [...expected.words, ...(expected.later ?? [])]),
    );
    const there = await truth(console);
    expect(is(({ templateId }) => later.get(templateId)?.includes("succeeded"))).toEqual(
      is(({ templateId, fate }) => !there.has(templateId) && !fate.startsWith("gone")),
    );
    expect(bystanders.every((id) => there.has(id) && !later.has(id))).toBe(true);
    expect(
      await database.db
        .selectFrom("delete_attempt")
        .select("state")
        .where("state", "!=", "settled")
        .execute(),
    ).toEqual([]);
    expect(await verifyDatabase(database.db)).toMatchObject({ kind: "intact" });
    await console.close();
  });
});

/** Some in each region with a fault, the rest in one without; every fourth of those meets a fate. */
async function manyTemplates(console: TestConsole): Promise<Template[]> {
  const wanted = Array.from({ length: TEMPLATES }, (_, index) => {
    const fault = index % Math.floor(TEMPLATES / PER_FAULT);
    const [, faulty] = FAULTS[fault] ?? [];
    if (faulty) return { regionId: regionOf(fault), fate: "free" as Fate, expected: faulty };
    const fate = (index % 4 === 0 && UNFREE[(index / 4) % UNFREE.length]) || "free";
    return { regionId: REGION, fate, expected: FATES[fate] as Expected };
  });
  const templates: Template[] = [];
  for (const [index, one] of wanted.entries()) {
    const { regionId, fate } = one;
    const name = `${fate} ${index} in ${regionId}`;
    const { imagePipelineId: templateId } = await console.control<{ imagePipelineId: string }>(
      "POST",
      "templates",
      { regionId, name },
    );
    await addBuild(console, { regionId, templateId }, statusOf(fate));
    templates.push({ ...one, name, templateId });
  }
  await console.collect();
  return templates;
}

function statusOf(fate: Fate): string {
  if (fate === "building") return "BUILDING";
  return fate === "of an unknown word" ? "FROBNICATING" : "SUCCESS";
}

async function addBuild(
  console: TestConsole,
  { regionId, templateId }: Pick<Template, "regionId" | "templateId">,
  status: string,
): Promise<void> {
  await console.control("POST", "executions", { regionId, imagePipelineId: templateId, status });
}

/** What is there before the bulk begins, and unknown to our copy. */
async function meetFates(
  console: TestConsole,
  database: TestDatabase,
  templates: readonly Template[],
): Promise<void> {
  for (const [fault, [body]] of FAULTS.entries()) {
    await console.control("POST", "faults", { ...body, regionId: regionOf(fault) });
  }
  for (const template of templates) {
    if (template.fate === "protected") await protect(database, template);
    if (template.fate === "gone before") await console.control("DELETE", `templates/${template.templateId}`);
  }
}

/** The gateway, with what happens between a fresh read and the send, and a count of what is sent. */
function watchSends(console: TestConsole, templates: readonly Template[]) {
  const byId = new Map(templates.map((template) => [template.templateId, template]));
  const sends = new Map<string, number>();
  let now = 0;
  let most = 0;
  const { ecs } = console;
  const counted: Ctx["ecs"]["deleteTemplate"] = async (regionId, templateId, signature) => {
    sends.set(templateId, (sends.get(templateId) ?? 0) + 1);
    return await ecs.deleteTemplate(regionId, templateId, signature);
  };
  const meanwhile = async (template: Template) => {
    const { regionId, templateId, name, fate } = template;
    if (fate === "gone meanwhile") await console.control("DELETE", `templates/${templateId}`);
    if (fate === "building meanwhile") await addBuild(console, template, "PREPARING");
    if (fate !== "deleted by hand meanwhile") return;
    const other = console.as("admin", { ecs: { ...ecs, deleteTemplate: counted } });
    await deleteTemplate(other, { regionId, templateId, confirmName: name });
  };
  const readBuilds: typeof ecs.readBuilds = async (...given) => {
    now += 1;
    most = Math.max(most, now);
    try {
      const builds = await ecs.readBuilds(...given);
      const template = byId.get(given[1]);
      if (template) await meanwhile(template);
      return builds;
    } finally {
      now -= 1;
    }
  };
  return { ecs: { ...ecs, readBuilds, deleteTemplate: counted }, sends, most: () => most };
}

async function wordsOf({ db }: TestDatabase): Promise<Map<string, string[]>> {
  const events = await db
    .selectFrom("audit_event")
    .select(["template_id", "phase", "outcome"])
    .orderBy("seq")
    .execute();
  const words = new Map<string, string[]>();
  for (const { template_id, phase, outcome } of events) {
    const of = words.get(template_id ?? "") ?? [];
    words.set(template_id ?? "", [...of, outcome ?? phase]);
  }
  return words;
}

async function truth(console: TestConsole): Promise<ReadonlySet<string>> {
  type Region = { templates: { imagePipelineId: string }[] };
  const { regions } = await console.control<{ regions: Record<string, Region> }>("GET", "state");
  return new Set(
    Object.values(regions).flatMap(({ templates }) => templates.map((one) => one.imagePipelineId)),
  );
}
