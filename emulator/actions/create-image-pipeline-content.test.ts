import { expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();
const region = desk.world.regions.get(REGION);
const component = (name: string, system = "Linux") =>
  region?.components.find((each) => each.name === name && each.system === system)?.id ?? "";

const BASE = { RegionId: REGION, BaseImageType: "IMAGE_FAMILY", BaseImage: "acs:ubuntu_22_04_x64" };

type Row = [what: string, parameters: Record<string, string>, code: string, status?: number];

const content: Row[] = [
  ["16,385 bytes", { BuildContent: `RUN ${"a".repeat(16_381)}` }, "InvalidBuildContent.LengthExceeded"],
  [
    "16,386 bytes of Chinese",
    { BuildContent: `RUN ab${"中".repeat(5460)}` },
    "InvalidBuildContent.LengthExceeded",
  ],
  ["a test of 16,385 bytes", { TestContent: `RUN ${"a".repeat(16_381)}` }, "InvalidParameter.TestContent"],
  [
    "128 commands",
    { BuildContent: "RUN a\n".repeat(128) },
    "InvalidImageTemplateCommandSize.ExceededMaxNumber",
  ],
  ["no command", { BuildContent: "# nothing\n\n" }, "InvalidParameter.BuildContent"],
  ["no test command", { TestContent: "\n" }, "InvalidParameter.TestContent"],
  ["an unknown command", { BuildContent: "ADD a b" }, "InvalidImageTemplateCommand.NotSupported"],
  ["YAML", { BuildContent: "Tasks:\n  - Action: Reboot" }, "InvalidImageTemplateCommand.NotSupported"],
  ...["LABEL", "ENV", "ENTRYPOINT", "CMD", "COPY", "WORKDIR", "USER", "RUN"].map(
    (name): Row => [`an empty ${name}`, { BuildContent: `RUN a\n${name}` }, `EmptyCommandContent.${name}`],
  ),
  ["RESTART with something", { BuildContent: "RESTART now" }, "NotEmptyCommandContent.RESTART"],
  ["RUN that goes on nowhere", { BuildContent: "RUN a \\" }, "InvalidCommandContent.RUN"],
  ["ENV without value", { BuildContent: "ENV A" }, "InvalidCommandContent.ENV"],
  ["ENV without quotes", { BuildContent: "ENV A=b" }, "InvalidCommandContent.ENV"],
  ["ENV with an open quote", { BuildContent: 'ENV A="b' }, "InvalidCommandContent.ENV"],
  ["WORKDIR of two", { BuildContent: "WORKDIR /a /b" }, "InvalidCommandContent.WORKDIR"],
  ["COPY of one", { BuildContent: "COPY https://a/b" }, "InvalidCommandContent.COPY"],
  ["COPY with a query", { BuildContent: "COPY https://a/b?c=d /tmp" }, "InvalidCommandContent.COPY"],
  ["USER of two", { BuildContent: "USER a b" }, "InvalidCommandContent.USER"],
  ["CMD with a broken list", { BuildContent: 'CMD ["a",]' }, "InvalidCommandContent.CMD"],
  [
    "ENTRYPOINT with a list of numbers",
    { BuildContent: "ENTRYPOINT [1]" },
    "InvalidCommandContent.ENTRYPOINT",
  ],
  ["COMPONENT of nothing", { BuildContent: "COMPONENT" }, "InvalidParameter.BuildContent"],
  ["COMPONENT of nobody", { BuildContent: "COMPONENT ic-nobody" }, "ImageComponent.NotFound", 404],
  [
    "COMPONENT of another region",
    { BuildContent: "COMPONENT acs:ecs:cn-x:1:imagecomponent/docker-engine:1.0.0" },
    "ImageComponent.NotFound",
    404,
  ],
  [
    "a version that is not there",
    { BuildContent: "COMPONENT acs:ecs:*:*:imagecomponent/docker-engine:9.*.*" },
    "ImageComponent.NotFound",
    404,
  ],
  [
    "a Test component to build",
    { BuildContent: `COMPONENT ${component("smoke-test")}` },
    "InvalidImageComponent.NotSupported",
  ],
  [
    "a Build component to test",
    { TestContent: `COMPONENT ${component("docker-engine")}` },
    "InvalidImageComponent.NotSupported",
  ],
  [
    "a Windows component on Linux",
    { BuildContent: `COMPONENT ${component("windows-updates", "Windows")}` },
    "InvalidImageComponent.NotSupported",
  ],
  [
    "a parameter it lacks",
    { BuildContent: `COMPONENT ${component("docker-engine")} --a b` },
    "InvalidParameter.BuildContent",
  ],
  [
    "a number that is none",
    { BuildContent: `COMPONENT ${component("package-installer")} --Retries x` },
    "InvalidParameter.BuildContent",
  ],
];

it.each(content)("CreateImagePipeline refuses %s", (_what, parameters, code, status = 400) => {
  expect(ask(desk, "CreateImagePipeline", { ...BASE, ...parameters })).toEqual({
    kind: "refused",
    status,
    code,
  });
});
