import { describe, expect, it } from "vitest";
import type { ActionResult } from "@/lib/contracts/action-result";
import { ReadError } from "./fetch-json";
import { type JobParts, runJob } from "./run-job";

type Answer = ActionResult<string> | Error | "never";

/** Parts whose job answers in turn; `late` ends the attempt's time. */
function script(...answers: Answer[]) {
  const late = new AbortController();
  const asked: string[] = [];
  const parts: JobParts = {
    readJob: (jobId) => {
      asked.push(jobId);
      return answerOf(answers.shift() ?? "never");
    },
    pause: async () => undefined,
    deadline: late.signal,
  };
  return { parts, asked, late };
}

function answerOf(answer: Answer): Promise<ActionResult<string>> {
  if (answer === "never") return new Promise(() => undefined);
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}

const done = { state: "done", value: "deleted" } as const;
const underWay = { state: "under-way", jobId: "j1" } as const;

describe("runJob", () => {
  it("gives a quick answer as it is and asks no job", async () => {
    const { parts, asked } = script();
    expect(await runJob(async () => done, parts)).toEqual(done);
    expect(asked).toEqual([]);
  });

  it("asks the job until it is done", async () => {
    const { parts, asked } = script(underWay, done);
    expect(await runJob(async () => underWay, parts)).toEqual(done);
    expect(asked).toEqual(["j1", "j1"]);
  });

  it("asks again after a question that got no answer, and never starts the action again", async () => {
    const { parts } = script(new TypeError("network"), new ReadError({ code: "internal" }, 502), done);
    let starts = 0;
    const start = async () => {
      starts += 1;
      return underWay;
    };
    expect(await runJob(start, parts)).toEqual(done);
    expect(starts).toBe(1);
  });

  it("says lost when the job is forgotten: that tells nothing of what it did", async () => {
    const { parts } = script(new ReadError({ code: "not-found" }, 404));
    expect(await runJob(async () => underWay, parts)).toEqual({ state: "lost", why: "unreachable" });
  });

  it("says lost when the action itself got no answer", async () => {
    const { parts } = script();
    const result = await runJob(() => Promise.reject<ActionResult<string>>(new TypeError("network")), parts);
    expect(result).toEqual({ state: "lost", why: "unreachable" });
  });

  it("says late when the time is over, even while a question hangs", async () => {
    const { parts, late } = script("never");
    const result = runJob(async () => underWay, parts);
    late.abort();
    expect(await result).toEqual({ state: "lost", why: "late" });
  });

  it("passes on an expected failure", async () => {
    const failed = { state: "failed", error: { code: "name-mismatch" } } as const;
    const { parts } = script(failed);
    expect(await runJob(async () => underWay, parts)).toEqual(failed);
  });
});
