import { expect, it } from "vitest";
import { maskedKey } from "./masked-key";

const keys = (accessKeyId: string) =>
  ({ kind: "keys", accessKeyId, accessKeySecret: "the-secret-itself", securityToken: "token" }) as const;

it("shows four characters at each end of a static key and nothing of its secret", () => {
  expect(maskedKey(keys("LTAI5tDemoImagekeeper"))).toBe("LTAI…eper");
});

it("shows nothing of a key so short that its ends are all of it, and nothing of other credentials", () => {
  expect(maskedKey(keys("LTAI5tDemo"))).toBeNull();
  expect(maskedKey({ kind: "uri", uri: "http://127.0.0.1/credentials" })).toBeNull();
});
