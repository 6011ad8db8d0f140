/** Build contents of seeded templates. `{ic}` becomes the ID of a Build component of the region. */
export const BUILD_CONTENTS: readonly string[] = [
  "RUN yum -y update && yum -y install nginx\nRUN systemctl enable nginx\nENV TZ Asia/Shanghai",
  "USER root\nWORKDIR /opt/app\nRUN apt-get update && apt-get -y upgrade\nRUN useradd -m deploy",
  'ENV NODE_VERSION="20.18.0" APP_HOME="/srv/app"\nWORKDIR /srv/app\nCOPY https://mirrors.example.com/node-v20.tar.xz /usr/local/src\nRUN tar -xf /usr/local/src/node-v20.tar.xz',
  "COMPONENT {ic}\nRUN dnf -y install chrony \\\n  && systemctl enable chronyd",
  'LABEL team="platform" purpose="golden image"\nRUN yum -y install docker-ce\nRUN systemctl enable docker\nRESTART\nRUN docker info',
  "RUN sysctl -w net.core.somaxconn=4096\nRUN echo 'vm.swappiness = 10' >> /etc/sysctl.conf\nCOMPONENT {ic}",
  'WORKDIR /var/lib/model\nRUN pip3 install torch==2.4.0\nRUN python3 -c "import torch"\nENTRYPOINT ["/usr/bin/python3", "-m", "server"]',
  "RUN echo 欢迎使用标准镜像 > /etc/motd\nRUN timedatectl set-timezone Asia/Shanghai\nCMD systemctl status",
];

/** Test contents of seeded templates. `{ic}` becomes the ID of a Test component. */
export const TEST_CONTENTS: readonly string[] = [
  "RUN systemctl is-active sshd",
  "RUN test -d /opt\nRUN df -h / | tail -n 1",
  "COMPONENT {ic}\nRUN uname -r",
];

/** Descriptions of seeded templates. */
export const DESCRIPTIONS: readonly string[] = [
  "Base image of the platform team, rebuilt every week.",
  "Hardened by the security baseline; ask #images before a change.",
  "Nightly image for CI runners.",
  "标准生产镜像，每周自动构建。",
  "Trial: do not use in production.",
];

/** Values of seeded tags by key. */
export const TAGS: Readonly<Record<string, readonly string[]>> = {
  env: ["prod", "staging", "dev"],
  team: ["platform", "payments", "search", "data"],
  owner: ["ops", "张伟", ""],
  "cost-center": ["1001", "2040"],
};
