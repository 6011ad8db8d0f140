/** What `--help` prints. */
export const HELP = `The local ECS endpoint: a stand-in for Image Builder of Alibaba Cloud ECS, on 127.0.0.1 only.

npm run emulator -- [options]

  --port N               where it listens; 0 picks a free port (4520)
  --regions A,B,…        region IDs (cn-hangzhou and seven more)
  --templates N          templates in all regions together (200)
  --seed N               any integer; the same seed gives the same world (1)
  --latency MS           added to each ECS answer, ± 50 % (20)
  --speed N              how many times faster builds run, 0 to 3600; 0 freezes them (60)
  --rate CALLS/SECONDS   for each region and operation, or off (1000/60)
  --order ORDER          of executions in an answer: newest, oldest or random (newest)
  --state FILE           keeps every change there and goes on from it at the next start
  --template-quota N     templates a region may have, or off (off)
  --component-quota N    own components a region may have, or off (off)
  --verbose              one line per request
  --help                 this text

Key LTAI5tDemoImagekeeper, secret demo-secret-imagekeeper. Control calls are below /_emulator/.
More: docs/emulator.md`;
