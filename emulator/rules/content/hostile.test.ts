import { expect, it } from "vitest";
import { checkComponentContent } from "./check-component-content";
import { isYaml, parametersOf } from "./tasks";

const KB16 = 16_000;

it.each([
  ["blank lines before a command", `${"\n".repeat(KB16)}RUN a`],
  ["blanks before a comment", `${" \n".repeat(KB16 / 2)}#`],
  ["a line of blanks between two letters", `Tasks:\n- a${" ".repeat(KB16)}b`],
  ["a line of blanks and a colon at its end", `Tasks:\n- a${" ".repeat(KB16)}b:c`],
  ["lists in lists", `Tasks:\n${"- ".repeat(KB16 / 2)}`],
  ["brackets in brackets", `Tasks: ${"[".repeat(KB16)}`],
  ["an assignment that never ends", `ENV A="${'\\"'.repeat(KB16 / 2)}`],
  ["labels without an end", `LABEL ${'a="b" '.repeat(KB16 / 6)}"`],
])(
  "16 KB of %s are read in a time that grows with their length",
  (_what, content) => {
    // What looks back at every step would take minutes or for ever: the runner ends such a test.
    expect(() => checkComponentContent(content, "Linux")).not.toThrow(RangeError);
  },
  2_000,
);

it("a content is YAML by its first line that says something", () => {
  expect(isYaml("\n# RUN a\n\n  Tasks:\n")).toBe(true);
  expect(isYaml('"Parameters" :')).toBe(true);
  expect(isYaml("---\nanything")).toBe(true);
  expect(isYaml("RUN a\nTasks:")).toBe(false);
  expect(isYaml("")).toBe(false);
});

it("keys may be quoted and values may hold colons", () => {
  const content = `Parameters:
  "a:b":
    Type: String
    DefaultValue: http://x:1/y # a comment
  'c':
    Type: "String"
    DefaultValue: "#1"
Tasks:
  - Action: RunShellCommand
`;
  expect(parametersOf(content)).toEqual([
    { Name: "a:b", Type: "String", DefaultValue: "http://x:1/y" },
    { Name: "c", Type: "String", DefaultValue: "#1" },
  ]);
  expect(parametersOf("Tasks:\n  - Action:Reboot")).toBeNull();
  expect(parametersOf('Tasks:\n  - "Action: Reboot')).toBeNull();
});
