import { expect, it } from "vitest";
import { allTracked, type JobResult, registerJob, track, waitForJob } from "./jobs";

const atOnce = async () => {};
const never = () => new Promise<void>(() => {});
const done: JobResult = { state: "done", value: 7 };

it("brings the result to who asks again", async () => {
  const id = registerJob("ada", Promise.resolve(done));
  expect(await waitForJob(id, "ada", never)).toEqual(done);
  expect(await waitForJob(id, "ada", never)).toEqual(done);
});

it("is under way until the result is there, and gives its own ID to ask with", async () => {
  let finish: (result: JobResult) => void = () => {};
  const id = registerJob("ada", new Promise((resolve) => (finish = resolve)));
  expect(await waitForJob(id, "ada", atOnce)).toEqual({ state: "under-way", jobId: id });
  finish(done);
  expect(await waitForJob(id, "ada", never)).toEqual(done);
});

it("is known to nobody but the same actor", async () => {
  const id = registerJob("ada", Promise.resolve(done));
  expect(await waitForJob(id, "eve", never)).toBeNull();
  expect(await waitForJob("0".repeat(32), "ada", never)).toBeNull();
});

it("stops waiting when the result came first", async () => {
  let signal: AbortSignal | undefined;
  const id = registerJob("ada", Promise.resolve(done));
  await waitForJob(id, "ada", (given) => {
    signal = given;
    return new Promise(() => {});
  });
  expect(signal?.aborted).toBe(true);
});

it("lets a stop wait for the verbs that run, also for those that fail", async () => {
  let fail: (error: Error) => void = () => {};
  const work = track(new Promise<never>((_, reject) => (fail = reject)));
  let isOver = false;
  const all = allTracked().then(() => {
    isOver = true;
  });
  await Promise.resolve();
  expect(isOver).toBe(false);
  fail(new Error("planned"));
  await expect(work).rejects.toThrow("planned");
  await all;
});
