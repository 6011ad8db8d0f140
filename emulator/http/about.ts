import { ACTION_NAMES } from "../actions/table";
import type { Endpoint } from "../endpoint";

/** The page that says what this is, for somebody who opens the address in a browser. */
export function about({ settings, desk }: Endpoint): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Local ECS endpoint</title></head>
<body>
<h1>Local ECS endpoint</h1>
<p>A local stand-in for the Image Builder of Alibaba Cloud ECS (API version 2014-05-26). Nothing here reaches a cloud.</p>
<p>Regions: ${desk.world.regionIds.join(", ")}. Templates seeded: ${settings.templates}. Seed: ${desk.world.seed}.</p>
<p>Operations: ${ACTION_NAMES.join(", ")}.</p>
<p>Control calls are below <code>/_emulator/</code>, such as <a href="/_emulator/health">/_emulator/health</a>.</p>
</body>
</html>
`;
}
