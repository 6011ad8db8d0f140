/** What a seeded component is made from. The ID's index is its place in the table. */
export interface ComponentRow {
  readonly owner: "SELF" | "ALIYUN";
  readonly name: string;
  readonly version: string;
  readonly type: "Build" | "Test";
  readonly system: "Linux" | "Windows";
  readonly content: string;
  readonly description?: string;
}

const own = (
  name: string,
  version: string,
  content: string,
  type: "Build" | "Test" = "Build",
  system: "Linux" | "Windows" = "Linux",
): ComponentRow => ({ owner: "SELF", name, version, type, system, content });

const aliyun = (
  name: string,
  version: string,
  content: string,
  type: "Build" | "Test" = "Build",
  system: "Linux" | "Windows" = "Linux",
): ComponentRow => ({
  owner: "ALIYUN",
  name,
  version,
  type,
  system,
  content,
  description: "Provided by Alibaba Cloud.",
});

const PARAMETERISED = `Parameters:
  Package:
    Type: String
    DefaultValue: nginx
  Retries:
    Type: Number
    DefaultValue: 3
Tasks:
  - Name: install
    Action: RunShellCommand
    Properties:
      CommandContent: yum -y install {{Package}}
`;

const POWERSHELL = `Tasks:
  - Name: update
    Action: RunPowerShellCommand
    Properties:
      CommandContent: Get-HotFix
  - Name: reboot
    Action: Reboot
`;

/** The components of every region: 12 own ones, then 6 of ALIYUN. */
export const COMPONENT_TABLE: readonly ComponentRow[] = [
  own(
    "base-hardening",
    "1.0.0",
    "RUN sed -i 's/#PermitRootLogin yes/PermitRootLogin no/' /etc/ssh/sshd_config",
  ),
  own("base-hardening", "1.1.0", "RUN chmod 600 /etc/crontab\nRUN systemctl mask ctrl-alt-del.target"),
  own("base-hardening", "2.0.0", "RUN auditctl -e 1\nENV UMASK 027"),
  own("node-runtime", "1.0.0", "RUN dnf -y module install nodejs:20"),
  own("docker-engine", "1.0.0", "RUN yum -y install docker-ce\nRUN systemctl enable docker"),
  own("package-installer", "1.0.0", PARAMETERISED),
  own(
    "monitoring-agent",
    "3.2.1",
    "COPY https://mirrors.example.com/agent.tar.gz /opt\nRUN tar -C /opt -xf /opt/agent.tar.gz",
  ),
  own("时区与语言", "1.0.0", "RUN timedatectl set-timezone Asia/Shanghai\nENV LANG zh_CN.UTF-8"),
  own("smoke-test", "1.0.0", "RUN systemctl is-system-running --wait", "Test"),
  own("port-check", "1.0.0", "RUN ss -ltn | grep -q ':22 '", "Test"),
  own("windows-updates", "1.0.0", POWERSHELL, "Build", "Windows"),
  own("legacy-cleanup", "0.9.0", "RUN rm -rf /tmp/build-*"),
  aliyun("acs-cloud-assistant", "1.0.0", "RUN aliyun-service --version"),
  aliyun("acs-security-center", "1.2.0", "RUN systemctl enable aegis"),
  aliyun("acs-ecs-metrics", "2.0.0", "RUN systemctl enable cloudmonitor"),
  aliyun("acs-yum-update", "1.0.0", "RUN yum -y update"),
  aliyun("acs-boot-test", "1.0.0", "RUN systemctl is-active cloud-init", "Test"),
  aliyun("acs-windows-agent", "1.0.0", POWERSHELL, "Build", "Windows"),
];

/** Places of the components that seeded Build and Test contents may name. */
export const USED = { build: [0, 2, 4, 6, 12, 15], test: [8, 9, 16] } as const;
