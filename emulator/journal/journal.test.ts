import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEndpoint, type Endpoint } from "../endpoint";
import { DEFAULTS, type Settings } from "../options";
import { seeded } from "../random";
import { ask } from "../testing-desk";
import { stand } from "../world/course";
import { FINISHED } from "../world/status";
import { buildsOf, definitionOf } from "../world/world";
import { JournalError } from "./journal";

const NOON = Date.UTC(2026, 0, 1, 12);
const REGION = "cn-hangzhou";

let folder: string;
let state: string;
let starts = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
  state = join(folder, "state.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A start of the program; random numbers differ from start to start. */
const start = (settings: Partial<Settings> = {}, at = NOON) =>
  createEndpoint(
    { ...DEFAULTS, templates: 40, speed: 1, state, ...settings },
    () => at,
    seeded("start", starts++),
  );

/** Everything there is to know, at the endpoint's time. */
const truth = ({ desk: { world, clock } }: Endpoint) =>
  [...world.regions.values()].map((region) => ({
    id: region.id,
    deleted: region.deleted,
    components: region.components,
    templates: region.templates.map((template) => ({
      id: template.id,
      createdAt: template.createdAt,
      definition: definitionOf(world, template),
      builds: buildsOf(world, template).map(({ course, ...build }) => ({
        ...build,
        ...stand(course, clock.now()),
      })),
    })),
  }));

/** Does one of everything that writes. */
function live(endpoint: Endpoint): void {
  const { desk } = endpoint;
  const finished = [...desk.world.byId.values()].filter(
    (template) =>
      template.regionId === REGION &&
      buildsOf(desk.world, template).every(({ course }) => FINISHED.has(stand(course, NOON).status)),
  );
  const [first, second, third] = finished.map((template) => template.id);
  const call = (action: string, parameters: Record<string, string>) =>
    ask(desk, action, { RegionId: REGION, ...parameters });
  call("DeleteImagePipeline", { ImagePipelineId: first ?? "" });
  const started = call("StartImagePipelineExecution", {
    ImagePipelineId: second ?? "",
    ClientToken: "token",
  });
  const id = started.kind === "fields" ? String(started.fields.ExecutionId) : "";
  endpoint.advance(5000);
  call("CancelImagePipelineExecution", { ExecutionId: id });
  call("CreateImagePipeline", {
    BaseImageType: "IMAGE_FAMILY",
    BaseImage: "golden-web-2",
    Name: "镜像",
    BuildContent: "RUN a\nRUN b",
  });
  call("CreateImageComponent", { Content: "RUN a", Name: "kept" });
  desk.change({
    op: "hold-build",
    at: desk.clock.now(),
    template: third ?? "",
    id: "exec-x",
    status: "TESTING",
  });
  desk.change({
    op: "move-build",
    at: desk.clock.now(),
    template: third ?? "",
    id: "exec-x",
    status: "BUILDING",
    hold: false,
  });
}

describe("a state file", () => {
  it("makes the next start go on from every write, only later", () => {
    const before = start();
    live(before);
    expect(truth(start())).toEqual(truth(before));
    before.advance(120_000);
    expect(truth(start())).toEqual(truth(before));
    const later = start({}, NOON + 3_600_000);
    expect(later.desk.clock.now()).toBe(before.desk.clock.now() + 3_600_000);
    expect(truth(later).map((region) => region.templates.map(({ id }) => id))).toEqual(
      truth(before).map((region) => region.templates.map(({ id }) => id)),
    );
  });

  it("answers a ClientToken as the earlier run did", () => {
    const parameters = {
      RegionId: REGION,
      BaseImageType: "IMAGE_FAMILY",
      BaseImage: "golden-web-2",
      ClientToken: "t",
    };
    const first = ask(start().desk, "CreateImagePipeline", parameters);
    expect(first.kind).toBe("fields");
    expect(ask(start().desk, "CreateImagePipeline", parameters)).toEqual(first);
  });

  it("goes on from a reset, and forgets what was before it", () => {
    const before = start();
    live(before);
    before.reset({ seed: "9", templates: 5, regions: ["eu-west-1"] });
    expect(readFileSync(state, "utf8").split("\n")).toHaveLength(3);
    const again = start();
    expect(truth(again)).toEqual(truth(before));
    expect(again.desk.world.regionIds).toEqual(["eu-west-1"]);
  });

  it("loses at most the line that was being written", () => {
    const before = start();
    live(before);
    const whole = readFileSync(state, "utf8");
    appendFileSync(state, '{"kind":"change","change":{"op":"remo');
    expect(truth(start())).toEqual(truth(before));
    expect(readFileSync(state, "utf8")).toBe(whole);
  });

  it.each([
    ["{}"],
    ['{"kind":"change","change":{"op":"no such change"}}'],
    ['{"kind":"change","change":{"op":"remove-template","at":1,"id":"ip-nobody","requestId":null}}'],
    ['{"kind":"reset","plan":{},"at":"yesterday"}'],
  ])("is refused by the number of the line when one of them does not fit: %s", (line) => {
    start();
    appendFileSync(state, `${line}\n`);
    expect(() => start()).toThrow(JournalError);
    expect(() => start()).toThrow(/^--state: line 2 of .* does not fit; npm start -- --fresh begins anew$/);
  });

  it("holds a digest of what came with a ClientToken, however long that was", () => {
    const { desk } = start();
    const call = { RegionId: REGION, Content: "RUN a", ClientToken: "t", Extra: "x".repeat(200_000) };
    expect(ask(desk, "CreateImageComponent", call).kind).toBe("fields");
    expect(statSync(state).size).toBeLessThan(5_000);
    const again = start().desk;
    expect(ask(again, "CreateImageComponent", call).kind).toBe("fields");
    const other = { ...call, Extra: `${"x".repeat(199_999)}y` };
    expect(ask(again, "CreateImageComponent", other)).toMatchObject({ code: "IdempotentParameterMismatch" });
  });

  it("is for its owner only", () => {
    start();
    expect(statSync(state).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["seed", { seed: "2" }],
    ["templates", { templates: 41 }],
    ["regions", { regions: ["cn-hangzhou"] }],
  ] as [string, Partial<Settings>][])(
    "is refused with another --%s, in one line that names it",
    (option, settings) => {
      start();
      const again = () => start(settings);
      expect(again).toThrow(JournalError);
      expect(again).toThrow(new RegExp(`^--${option} .*npm start -- --fresh[^\n]*$`));
    },
  );

  it.each([
    ["of something else", '{"a":1}\n'],
    ["of no JSON", "hello\n"],
    ["with a broken line inside", null],
  ])("%s is refused", (_what, text) => {
    if (text === null) {
      live(start());
      const lines = readFileSync(state, "utf8").split("\n");
      lines[2] = "{broken";
      writeFileSync(state, lines.join("\n"));
    } else {
      writeFileSync(state, text);
    }
    expect(() => start()).toThrow(JournalError);
  });
});
