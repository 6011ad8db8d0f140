import { measureScale } from "./support/endpoint-scale";
import { measureSpeed } from "./support/endpoint-speed";
import { report } from "./support/report";

// The local ECS endpoint by processor time: beside a bare node:http server, and with 50,000 templates beside 500.

report("emulator", [...(await measureSpeed()), ...(await measureScale())]);
