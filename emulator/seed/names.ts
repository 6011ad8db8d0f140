import { pick, seeded } from "../random";

const SERVICES = [
  ...["checkout-api", "payments", "web-edge", "search-index", "media.transcode", "orders", "inventory_sync"],
  ...[
    "auth-gateway",
    "ml-train",
    "batch-etl",
    "metrics:agent",
    "ci-runner",
    "bastion",
    "mail-relay",
    "cdn-origin",
  ],
  ...[
    "data-lake.ingest",
    "feature_store",
    "k8s-node",
    "log-shipper",
    "redis-cache",
    "game-lobby",
    "render-farm",
  ],
];

const FLAVOURS = [
  "alinux3",
  "ubuntu-22.04",
  "ubuntu-24.04",
  "debian_12",
  "rocky-9",
  "anolis8",
  "golden",
  "hardened",
];

const FOREIGN = [
  "支付网关-镜像",
  "订单服务.基础镜像",
  "日志采集_标准版",
  "机器学习训练-GPU",
  "网站前端镜像",
  "Buero-安全基线",
];

/** The name of the seeded template at a place; the place at its end makes it the only one. */
export function seededName(seed: string, place: number, kind: string): string {
  const random = seeded(seed, "name", place);
  const end = place.toString(36).padStart(2, "0");
  if (kind === "foreign") return `${pick(random, FOREIGN)}-${end}`;
  return `${pick(random, SERVICES)}-${pick(random, FLAVOURS)}-${end}`;
}
