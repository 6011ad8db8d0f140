import { bad } from "../refusal";

/** Characters of a text, an emoji being one. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Does the text begin like a web address? */
const beginsHttp = (text: string) => /^https?:\/\//.test(text);

const NAME = /^[\p{Script=Latin}\p{Script=Han}][\p{Script=Latin}\p{Script=Han}\d:_.-]*$/u;

/** Is this a name: a letter or Chinese character first, then letters, Chinese, digits, `: _ . -`? */
export function isName(name: string, longest: number): boolean {
  const length = lengthOf(name);
  return length >= 2 && length <= longest && NAME.test(name) && !beginsHttp(name);
}

/** A name of 2 to 128 characters. Throws 400 InvalidName.Malformed. */
export function checkName(name: string | undefined): void {
  if (name !== undefined && !isName(name, 128)) {
    throw bad("InvalidName.Malformed", "The specified Name is malformed.");
  }
}

/** A description of 2 to 256 characters that is no web address. Throws 400 with the code given. */
export function checkDescription(text: string | undefined, code = "InvalidDescription.Malformed"): void {
  if (text === undefined) return;
  const length = lengthOf(text);
  if (length < 2 || length > 256 || beginsHttp(text)) {
    throw bad(code, "The specified description is malformed.");
  }
}
