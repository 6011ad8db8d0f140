import { expect, it } from "vitest";
import { guardActionBody } from "./guard-body";

const TYPE = "text/plain;charset=UTF-8";

function post(body: BodyInit, type: string | null = TYPE): Request {
  const headers = new Headers(type ? { "content-type": type } : {});
  return new Request("http://localhost/templates", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
}

function chunks(count: number, size: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ === count) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(32));
    },
  });
}

it("leaves the body for the action", async () => {
  const request = post('[{"regionId":"cn-hangzhou"}]');
  expect(await guardActionBody(request)).toBe("fine");
  expect(await request.text()).toBe('[{"regionId":"cn-hangzhou"}]');
});

it("refuses every other content type unread, broken forms too", async () => {
  const form = "--x\r\ncontent-disposition: form-data; name=";
  expect(await guardActionBody(post(form, "multipart/form-data; boundary=x"))).toBe("malformed");
  expect(await guardActionBody(post("[]", "application/json"))).toBe("malformed");
});

it("refuses a body over 1 MiB, declared or counted", async () => {
  const large = JSON.stringify(["a".repeat(1_048_577)]);
  expect(await guardActionBody(post(large))).toBe("too-large");
  expect(await guardActionBody(post(chunks(40, 65_536)))).toBe("too-large");
});

it("refuses bytes that are no UTF-8 text of a JSON array", async () => {
  expect(await guardActionBody(post(new Uint8Array([0xff, 0xfe, 0x5b, 0x5d])))).toBe("malformed");
});
