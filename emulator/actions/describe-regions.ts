import { forbidden, missing } from "../refusal";
import { languageOf } from "../rules/language";
import { optional } from "../rules/parameters";
import { type Action, ECS } from "./action";

/** Names of regions by language, Chinese first as the cloud's default is; others are shown by their ID. */
const NAMES: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  "cn-hangzhou": ["华东1（杭州）", "China (Hangzhou)"],
  "cn-shanghai": ["华东2（上海）", "China (Shanghai)"],
  "cn-beijing": ["华北2（北京）", "China (Beijing)"],
  "cn-shenzhen": ["华南1（深圳）", "China (Shenzhen)"],
  "cn-hongkong": ["中国香港", "China (Hong Kong)"],
  "cn-qingdao": ["华北1（青岛）", "China (Qingdao)"],
  "cn-zhangjiakou": ["华北3（张家口）", "China (Zhangjiakou)"],
  "cn-chengdu": ["西南1（成都）", "China (Chengdu)"],
  "ap-southeast-1": ["新加坡", "Singapore"],
  "ap-southeast-5": ["印度尼西亚（雅加达）", "Indonesia (Jakarta)"],
  "ap-northeast-1": ["日本（东京）", "Japan (Tokyo)"],
  "eu-central-1": ["德国（法兰克福）", "Germany (Frankfurt)"],
  "eu-west-1": ["英国（伦敦）", "UK (London)"],
  "us-west-1": ["美国（硅谷）", "US (Silicon Valley)"],
  "us-east-1": ["美国（弗吉尼亚）", "US (Virginia)"],
};

const CHARGES = new Set(["PrePaid", "PostPaid"]);

const RESOURCES = new Set(["instance", "disk", "reservedinstance", "scu"]);

/** Regions stay as they are until a reset, which forgets every answer. */
const ALWAYS = { until: Number.POSITIVE_INFINITY, about: { edition: 0 } };

/** The regions of this endpoint (page D19 of the reference). */
export const describeRegions: Action = {
  name: "DescribeRegions",
  version: ECS,
  list: { path: ["Regions", "Region"], paging: "none" },
  run(desk, call) {
    const language = languageOf(call);
    if (!CHARGES.has(optional(call, "InstanceChargeType") ?? "PrePaid")) {
      throw forbidden("Invalid.InstanceChargeType", "The specified InstanceChargeType is not valid.");
    }
    if (!RESOURCES.has(optional(call, "ResourceType") ?? "instance")) {
      throw missing("InvalidResourceType.NotFound", "The specified ResourceType does not exist.");
    }
    const items = desk.world.regionIds.map((RegionId) => {
      const [chinese, english] = NAMES[RegionId] ?? [RegionId, RegionId];
      const LocalName = language.startsWith("zh") ? chinese : english;
      return JSON.stringify({
        RegionId,
        LocalName,
        RegionEndpoint: `ecs.${RegionId}.aliyuncs.com`,
        Status: "available",
      });
    });
    return { kind: "list", items, head: {}, lasting: ALWAYS };
  },
};
