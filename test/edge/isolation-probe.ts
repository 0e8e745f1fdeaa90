/** One thing that an agent could try. `gain` says by its output whether it got anywhere. */
export type Attempt = {
  readonly name: string;
  readonly command: string;
  /** What must not be in the output; the canary never may be. */
  readonly gain: RegExp;
};

/** What the tests put within reach of an agent that is not kept in. */
export type Surroundings = {
  readonly secretFiles: readonly string[];
  readonly home: string;
  /** Process of the runner that holds the secret. */
  readonly keeper: number;
  /** Port of a server on the runner's loopback that is nobody's business, and its socket file and abstract name. */
  readonly port: number;
  readonly socket: string;
  readonly abstract: string;
  /** Address of the runner on its network. */
  readonly address: string;
  /** Writable for everyone on the runner, inside and outside of the system's directories. */
  readonly open: readonly string[];
};

const got = "^GOT";

/** Everything that group C of the threat model names and that can be tried without a hosted runner, by its ids; and what else came to mind. */
export function attempts(around: Surroundings): Attempt[] {
  const { secretFiles, home, keeper, port, socket, abstract, address, open } = around;
  const connects = (host: string, to: number) =>
    `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/${to} && echo GOT'`;
  const python = (code: string) => `python3 -c '${code}' && echo GOT`;
  return [
    {
      name: "C01 own environment",
      command: "env",
      gain: /^(?:ACTIONS_|GITHUB_|GH_|RUNNER_(?!TRACKING_ID)|INPUT_|AWS_|NPM_TOKEN|KEPT|SUDO_)\w*=/m,
    },
    {
      name: "C01 own environment by /proc",
      command: "tr '\\0' '\\n' </proc/self/environ",
      gain: /^(?:ACTIONS_|GITHUB_)/m,
    },
    {
      name: "C02 environment of every process",
      command: "cat /proc/[0-9]*/environ | tr '\\0' '\\n'",
      gain: /ACTIONS_|GITHUB_|KEPT=/,
    },
    {
      name: "C02 the action's environment",
      command: `cat /proc/${keeper}/environ && echo GOT`,
      gain: new RegExp(got, "m"),
    },
    {
      name: "C02 the action's memory",
      command: `head -c 1 /proc/${keeper}/mem && echo GOT`,
      gain: new RegExp(got, "m"),
    },
    {
      name: "C02 the first process's memory",
      command: "dd if=/proc/1/mem bs=1 count=1 skip=4194304 && echo GOT",
      gain: new RegExp(got, "m"),
    },
    {
      name: "C02 the first process's root and files",
      command: "ls /proc/1/root/ && echo GOT; ls -l /proc/1/fd/ && echo GOT",
      gain: new RegExp(got, "m"),
    },
    {
      name: "C02 other processes at all",
      command: `kill -0 ${keeper} && echo GOT; ls -d /proc/[0-9]* | wc -l | awk '$1 > 40 { print "GOT" }'`,
      gain: new RegExp(got, "m"),
    },
    {
      name: "C02 kernel memory and disks",
      command:
        "ls /dev | grep -E '^(mem|kmsg|kcore|[vs]d[a-z]|nvme|loop|fuse|kvm)' && echo GOT; head -c 1 /proc/kcore && echo GOT",
      gain: new RegExp(got, "m"),
    },
    { name: "C03 sudo", command: "sudo -n true && echo GOT", gain: new RegExp(got, "m") },
    { name: "C03 su", command: "su -c true </dev/null && echo GOT", gain: new RegExp(got, "m") },
    {
      name: "C03 docker",
      command: "ls /var/run/docker.sock /run/docker.sock /run/containerd && echo GOT; docker ps && echo GOT",
      gain: new RegExp(got, "m"),
    },
    { name: "C03 groups", command: "id -Gn", gain: /root|sudo|docker|adm|wheel/ },
    {
      name: "C03 rights of the process",
      command: "grep -E '^(Cap(Eff|Prm)|NoNewPrivs)' /proc/self/status",
      gain: /Cap(?:Eff|Prm):\s*0*[1-9a-f]|NoNewPrivs:\s*0/,
    },
    {
      name: "C03 set-user-id programs",
      command:
        "find /usr/bin -perm -4000 -name 'mount' -exec {} -t tmpfs none /mnt \\; && mountpoint /mnt && echo GOT",
      gain: new RegExp(got, "m"),
    },
    {
      name: "mounts of its own in a nested namespace uncover nothing",
      command: `unshare -Urm sh -c 'umount -l /etc; umount -l /; for m in $(cut -d" " -f5 /proc/self/mountinfo | sort -r); do umount $m; done; cat ${secretFiles.join(" ")}'`,
      gain: /^GOT/m,
    },
    {
      name: "another disk node",
      command: "mknod /tmp/disk b 254 0 && head -c 1 /tmp/disk && echo GOT",
      gain: new RegExp(got, "m"),
    },
    ...secretFiles.map((file) => ({
      name: `C04 read ${file.split("/").slice(-2).join("/")}`,
      command: `cat '${file}' && echo GOT`,
      gain: new RegExp(got, "m"),
    })),
    ...secretFiles.map((file) => ({
      name: `C04 write ${file.split("/").slice(-2).join("/")}`,
      command: `echo poison >>'${file}' && echo GOT`,
      gain: new RegExp(got, "m"),
    })),
    {
      name: "C04 anything of the runner's anywhere",
      command:
        "find / -xdev \\( -name proc -prune \\) -o -name '_runner_file_commands' -print -o -name '.credentials*' -print -o -name 'event.json' -path '*_github_workflow*' -print 2>/dev/null",
      gain: /./,
    },
    {
      name: "C04 homes",
      command: `ls -A /home /root ${home} | grep -v ':$'`,
      gain: /npmrc|gitconfig|docker|ssh|bashrc|cargo/,
    },
    {
      name: "R2 credentials in git",
      command:
        "git config --list --show-origin | grep -v '^file:/etc/' | grep -iE 'extraheader|insteadof|credential' && echo GOT",
      gain: new RegExp(got, "m"),
    },
    { name: "C09 a server of the runner", command: connects("127.0.0.1", port), gain: new RegExp(got, "m") },
    {
      name: "C09 a server of the runner by its address",
      command: connects(address, port),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 a server of the runner over IPv6",
      command: connects("::1", port),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 a socket file of the runner",
      command: python(`import socket; s=socket.socket(socket.AF_UNIX); s.connect("${socket}")`),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 an abstract socket of the runner",
      command: python(`import socket; s=socket.socket(socket.AF_UNIX); s.connect("\\0${abstract}")`),
      gain: new RegExp(got, "m"),
    },
    { name: "C09 the internet", command: connects("1.1.1.1", 443), gain: new RegExp(got, "m") },
    {
      name: "C09 the internet over IPv6",
      command: connects("2606:4700:4700::1111", 443),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 the cloud's metadata",
      command: connects("169.254.169.254", 80),
      gain: new RegExp(got, "m"),
    },
    { name: "C09 DNS", command: "getent hosts example.com && echo GOT", gain: new RegExp(got, "m") },
    {
      name: "C09 DNS by a packet of one's own",
      command: python(
        'import socket; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b"x"*30, ("1.1.1.1", 53))',
      ),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 ICMP",
      command: python(
        'import socket; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP); s.sendto(b"\\x08\\x00\\xf7\\xff\\x00\\x00\\x00\\x00", ("1.1.1.1", 0))',
      ),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 raw packets",
      command: python("import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)"),
      gain: new RegExp(got, "m"),
    },
    {
      name: "C09 another interface",
      command: "ip link add d0 type dummy && echo GOT; tail -n +3 /proc/net/dev | grep -v ' lo:' && echo GOT",
      gain: new RegExp(got, "m"),
    },
    {
      name: "the runner's network by another process",
      command: `nsenter --target ${keeper} --net true && echo GOT; nsenter --target 1 --mount true && echo GOT`,
      gain: new RegExp(got, "m"),
    },
    ...open.flatMap((directory) => [
      {
        name: `E10 poison ${directory.split("/").slice(0, 3).join("/")}`,
        command: `ls -d '${directory}' && mkdir -p '${directory}/templates/hooks' && echo evil >'${directory}/templates/hooks/post-checkout' && echo evil >'${directory}/git'; true`,
        gain: /nothing to see: the test looks on the runner/,
      },
    ]),
    {
      name: "C13 a file of 11 GB",
      command: "truncate -s 11G /tmp/big && echo GOT",
      gain: new RegExp(got, "m"),
    },
    {
      name: "C13 limits that can be raised",
      command: "ulimit -u unlimited && echo GOT; ulimit -f unlimited && echo GOT",
      gain: new RegExp(got, "m"),
    },
  ];
}

/** A shell script that tries everything and writes one line for each: name, exit code, output in base64. */
export function probeScript(tried: readonly Attempt[], report: string): string {
  return [
    "#!/bin/bash",
    `: >'${report}'`,
    ...tried.map(({ name, command }, index) =>
      [
        `out=$( { ${command}\n } 2>&1 </dev/null | head -c 20000 | base64 -w 0 )`,
        `printf '%s\\t%s\\t%s\\n' '${index}' '${name.replaceAll("'", "")}' "$out" >>'${report}'`,
      ].join("\n"),
    ),
    "",
  ].join("\n");
}
