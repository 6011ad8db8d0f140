import { expect, test } from "./support/test";

test.use({ role: "viewer" });

test("another session of one's own is seen and ended: its cookie opens nothing any more, this one stays", async ({
  page,
  imagekeeper,
}) => {
  const elsewhere = await fetch(`${imagekeeper.url}/api/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: imagekeeper.url,
      "user-agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/143.0",
    },
    body: "role=viewer",
  });
  const cookie = elsewhere.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const asks = async () =>
    (await fetch(`${imagekeeper.url}/api/overview`, { headers: { cookie }, redirect: "manual" })).status;
  expect(await asks()).toBe(200);

  await page.goto("/account");
  await expect(page.locator("[data-session=this]")).toHaveCount(1);
  const other = page.locator("[data-session=other]").filter({ hasText: "Firefox on macOS" });
  await other.getByRole("button", { name: "Sign out Firefox on macOS" }).click();
  await expect(other).toHaveCount(0);
  expect(await asks()).toBe(401);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
});
