import { expect, it } from "vitest";
import { createLogger } from "./log";

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  write(createLogger({ write: (line) => (text += line) }));
  return text;
}

it("writes one line of JSON an event", () => {
  const text = logged((logger) => logger.info({ regionId: "cn-hangzhou", note: "a\nb" }, "listed"));
  expect(text.trimEnd()).not.toContain("\n");
  expect(JSON.parse(text)).toMatchObject({ level: "info", regionId: "cn-hangzhou", msg: "listed" });
});

it("writes no secret, neither by name nor inside an error's text, cause and stack", () => {
  const cause = new Error("postgres://ik:CANARY1@db/ik refused, AccessKeyId=CANARY2&SignatureNonce=CANARY3");
  const err = Object.assign(new Error("LTAI5tCANARY4 Bearer CANARY5", { cause }), {
    data: { request: { headers: { authorization: "CANARY6" } } },
  });
  const text = logged((logger) =>
    logger.error({ err, password: "CANARY7", env: { authSecret: "CANARY8", token: "CANARY9" } }, "failed"),
  );
  expect(text).not.toContain("CANARY");
  expect(JSON.parse(text).err).toMatchObject({ type: "Error", cause: { type: "Error" } });
});
