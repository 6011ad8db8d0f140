import { bad, missing } from "../../refusal";
import type { Component } from "../../world/model";
import { checkCommand } from "./check-command";
import { COMMANDS, CONTENT_BYTES, type Command, commandsOf } from "./commands";
import { parseReference, resolve } from "./reference";
import { parametersOf } from "./tasks";

/** Where a template's content stands, and what it may use. */
export interface Scope {
  readonly field: "BuildContent" | "TestContent";
  readonly components: readonly Component[];
  readonly system: "Linux" | "Windows";
}

const WORD = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g;

const wordsOf = (text: string) =>
  [...text.matchAll(WORD)].map(([, double, single, plain]) => double ?? single ?? plain ?? "");

/** Are the words `--name value` pairs for parameters that the component has? */
function fitsParameters(component: Component, words: readonly string[]): boolean {
  const parameters = parametersOf(component.content) ?? [];
  for (let index = 0; index < words.length; index += 2) {
    const parameter = parameters.find(({ Name }) => words[index] === `--${Name}`);
    const value = words[index + 1];
    if (!parameter || value === undefined) return false;
    if (parameter.Type === "Number" && Number.isNaN(Number(value))) return false;
    if (parameter.Type === "Boolean" && !/^(true|false)$/i.test(value)) return false;
  }
  return true;
}

/** Checks a COMPONENT command: it must name a component of the region that fits in type, system and parameters. */
function checkComponent(rest: string, { field, components, system }: Scope): void {
  const [named = "", ...words] = wordsOf(rest);
  const reference = parseReference(named);
  if (!reference) throw bad(`InvalidParameter.${field}`, "COMPONENT does not name a component.");
  const type = field === "BuildContent" ? "Build" : "Test";
  const component = resolve(components, reference, type);
  if (!component) throw missing("ImageComponent.NotFound", "The specified image component does not exist.");
  if (component.type !== type || component.system !== system) {
    throw bad("InvalidImageComponent.NotSupported", `The image component is not supported in ${field}.`);
  }
  if (!fitsParameters(component, words)) {
    throw bad(`InvalidParameter.${field}`, "COMPONENT has parameters that the component does not take.");
  }
}

function checkSystem({ name }: Command, { system }: Scope): void {
  if (system === "Windows" && name !== "RESTART") {
    throw bad("InvalidImage.OsTypeUnsupported", `${name} is supported on Linux only.`);
  }
}

/**
 * Checks a template's content, command by command. FROM is accepted and ignored.
 * Throws 400 InvalidBuildContent.LengthExceeded (TestContent: InvalidParameter.TestContent),
 * InvalidImageTemplateCommandSize.ExceededMaxNumber, InvalidImage.OsTypeUnsupported, the codes of commands and
 * components, 404 ImageComponent.NotFound.
 */
export function checkContent(content: string | undefined, scope: Scope): void {
  if (content === undefined) return;
  const { field } = scope;
  if (Buffer.byteLength(content) > CONTENT_BYTES) {
    const code =
      field === "BuildContent" ? "InvalidBuildContent.LengthExceeded" : `InvalidParameter.${field}`;
    throw bad(code, `${field} takes at most 16 KB.`);
  }
  const commands = commandsOf(content);
  if (commands.length === 0) throw bad(`InvalidParameter.${field}`, `${field} has no command.`);
  if (commands.length > COMMANDS) {
    throw bad(
      "InvalidImageTemplateCommandSize.ExceededMaxNumber",
      `${field} takes at most ${COMMANDS} commands.`,
    );
  }
  for (const command of commands) {
    if (command.name === "FROM") continue;
    if (command.name === "COMPONENT") {
      checkComponent(command.rest, scope);
    } else {
      checkCommand(command, `InvalidParameter.${field}`);
      checkSystem(command, scope);
    }
  }
}
