import { describe, expect, it } from "vitest";
import { pickLocale } from "./locales";

describe("pickLocale", () => {
  it("takes what the user chose before what the browser prefers", () => {
    expect(pickLocale("zh-CN", "en")).toBe("zh-CN");
    expect(pickLocale("en", "zh-CN,zh;q=0.9")).toBe("en");
  });

  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["en;q=0.5, zh-Hans;q=0.8", "zh-CN"],
    ["de-DE,de;q=0.9,en-GB;q=0.7,zh;q=0.3", "en"],
    ["zh;q=0, en;q=0.1", "en"],
    ["fr", "en"],
    ["", "en"],
    [null, "en"],
    ["zh;q=abc", "en"],
    [`${"x,".repeat(10_000)}zh`, "en"],
  ])("answers %j with %s", (header, locale) => {
    expect(pickLocale(undefined, header)).toBe(locale);
  });

  it("ignores a cookie that holds no language of ours", () => {
    expect(pickLocale("xx", "zh")).toBe("zh-CN");
  });
});
