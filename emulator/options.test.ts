import { describe, expect, it } from "vitest";
import { DEFAULTS, OptionError, parseOptions } from "./options";

describe("options", () => {
  it("default to what the contract says", () => {
    expect(parseOptions([])).toEqual(DEFAULTS);
  });

  it("are read in both spellings", () => {
    const args = [
      "--port",
      "0",
      "--regions=eu-central-1",
      "--seed",
      "-07",
      "--rate=5/2",
      "--order",
      "random",
      "--speed=0",
    ];
    expect(parseOptions(args)).toMatchObject({
      port: 0,
      regions: ["eu-central-1"],
      seed: "-7",
      rate: { calls: 5, seconds: 2 },
      order: "random",
      speed: 0,
    });
    expect(parseOptions(["--rate", "off", "--state", "a b"])).toMatchObject({ rate: null, state: "a b" });
  });

  it.each([
    ["--port", "65536"],
    ["--port", "x"],
    ["--regions", "cn-hangzhou,cn-hangzhou"],
    ["--regions", ""],
    ["--templates", "1.5"],
    ["--seed", "one"],
    ["--latency", "-1"],
    ["--speed", "3601"],
    ["--rate", "0/60"],
    ["--rate", "1000"],
    ["--order", "sorted"],
    ["--state", ""],
    ["--port"],
    ["--nothing", "1"],
    ["--constructor", "1"],
    ["port"],
  ])("refuse %s %s with one line that names it", (...args) => {
    expect(() => parseOptions(args)).toThrow(OptionError);
    try {
      parseOptions(args);
    } catch (error) {
      const { message } = error as Error;
      expect(message).toContain(args[0]?.replace(/^--/, ""));
      expect(message).not.toContain("\n");
    }
  });
});
