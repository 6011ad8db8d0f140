import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/domain/app-error";
import { binListText, formatBinCursor, parseBinQuery } from "./bin-query";

const parse = (text: string) => parseBinQuery(new URLSearchParams(text));

describe("the address of the recycle bin", () => {
  it("nothing asked: the newest hundred of all regions", () => {
    expect(parse("")).toEqual({ limit: 100, cursor: null, q: "", regions: [] });
  });

  it("a cursor comes back as it was given", () => {
    const cursor = { goneAt: "2026-01-02T03:04:05.678Z", archiveId: 42 };
    expect(parse(`cursor=${encodeURIComponent(formatBinCursor(cursor))}`).cursor).toEqual(cursor);
  });

  it.each([
    "limit=0",
    "limit=501",
    "cursor=x",
    "cursor=2026-01-02T03:04:05.678Z~",
    "region=NOWHERE!",
    "q=%00",
  ])("%s is malformed and named", (text) => {
    const parameter = text.slice(0, text.indexOf("="));
    expect(() => parse(text)).toThrow(
      expect.toSatisfy(
        (error: unknown) => isAppError(error, "invalid-input") && error.params.parameter === parameter,
      ),
    );
  });

  it("the key of a list has only what chooses rows, in one order", () => {
    expect(binListText(new URLSearchParams("region=a-b&utm=1&q= x &cursor=1"))).toBe("q=x&region=a-b");
  });
});
