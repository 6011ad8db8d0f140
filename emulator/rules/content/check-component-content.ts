import { bad, missing } from "../../refusal";
import { checkCommand } from "./check-command";
import { COMMANDS, CONTENT_BYTES, commandsOf } from "./commands";
import { isYaml, parametersOf } from "./tasks";

/**
 * Checks the content of a component: YAML, or commands on Linux.
 * Throws 400 MissingParameter.Content, InvalidContent.LengthExceeded, InvalidParameter.Content, InvalidCommand.Component,
 * InvalidImage.OsTypeUnsupported, InvalidImageTemplateCommandSize.ExceededMaxNumber, the codes of commands, and
 * 404 NotSupportedCommand.FROM.
 */
export function checkComponentContent(content: string, system: string): void {
  if (Buffer.byteLength(content) > CONTENT_BYTES) {
    throw bad("InvalidContent.LengthExceeded", "Content takes at most 16 KB.");
  }
  if (isYaml(content)) {
    if (parametersOf(content) === null)
      throw bad("InvalidParameter.Content", "Content is not Parameters and Tasks.");
    return;
  }
  const commands = commandsOf(content);
  if (commands.length === 0) throw bad("InvalidParameter.Content", "Content has no command.");
  if (commands.length > COMMANDS) {
    throw bad(
      "InvalidImageTemplateCommandSize.ExceededMaxNumber",
      `Content takes at most ${COMMANDS} commands.`,
    );
  }
  for (const command of commands) {
    if (command.name === "FROM")
      throw missing("NotSupportedCommand.FROM", "FROM is not supported in a component.");
    if (command.name === "COMPONENT") throw bad("InvalidCommand.Component", "Components cannot be nested.");
    checkCommand(command, "InvalidParameter.Content");
    if (system === "Windows" && command.name !== "RESTART") {
      throw bad("InvalidImage.OsTypeUnsupported", `${command.name} is supported on Linux only.`);
    }
  }
}
