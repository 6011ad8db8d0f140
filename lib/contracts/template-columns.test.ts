import { expect, it } from "vitest";
import { CHOOSABLE_COLUMNS, formatColumns, parseColumns, USUAL_COLUMNS } from "./template-columns";

it("gives back each choice, and none for the usual columns", () => {
  expect(formatColumns(USUAL_COLUMNS)).toBeNull();
  for (const choice of [[], ["region"], ["tags", "region"], CHOOSABLE_COLUMNS] as const) {
    const text = formatColumns(choice);
    expect(parseColumns(text), String(text)).toEqual(
      CHOOSABLE_COLUMNS.filter((each) => [...choice].includes(each as never)),
    );
  }
});

it("passes over words that are no column", () => {
  expect(parseColumns("region,<script>,size,build")).toEqual(["region", "build"]);
  expect(parseColumns("")).toBeNull();
});
