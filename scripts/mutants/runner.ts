import { type Mutant, of } from "./mutant.ts";

const isolated = ["test/edge/isolation-agent.test.ts", "test/edge/isolation.test.ts"] as const;
const ended = ["test/edge/claude-limits.test.ts", "test/edge/claude.test.ts"] as const;
const worked = ["test/scenarios/work-failures.test.ts"] as const;

/** What keeps the agent in, ends it, and believes nothing that it says. */
export const runnerMutants: readonly Mutant[] = [...leaks(), ...kills(), ...seals(), ...trust()];

/** A variable or a file of the runner that agent or gates would see. */
function leaks(): Mutant[] {
  return [
    ...of(
      "src/edge/toolchain.ts",
      ["test/edge/shell.test.ts"],
      [
        [
          "tools get the variables of tools alone",
          "value !== undefined && (names.test(name) ||",
          "value !== undefined && (names !== null ||",
        ],
        [
          "addresses of indexes come without credentials",
          "indexes.test(name) && !withCredentials.test(value)",
          "indexes.test(name)",
        ],
      ],
    ),
    ...of(
      "src/edge/claude-command.ts",
      ["test/edge/claude.test.ts"],
      [
        [
          "the CLI inherits nothing of the action",
          "    ...options.environment,\n    HOME:",
          "    ...process.env,\n    ...options.environment,\n    HOME:",
        ],
        ["the checkout configures nothing", '    "--setting-sources=",\n', ""],
        ["files named in an issue are not read", 'CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",', ""],
      ],
    ),
    ...of(
      "src/edge/shell.ts",
      ["test/edge/shell.test.ts"],
      [
        [
          "gates inherit nothing of the action",
          "env: { ...options.env },",
          "env: { ...process.env, ...options.env },",
        ],
      ],
    ),
    ...of("src/edge/isolation-scripts.ts", isolated, [
      ["no variable is obeyed by a shell of ours", '"--noprofile", "-p", "-c"]', '"--noprofile", "-c"]'],
      ["no variable of ours reaches the program", 'for name in $(compgen -e); do unset "$name"; done', ":"],
      ["no descriptor of the action reaches the program", "|| exec {fd}>&-; done", "|| :; done"],
    ]),
    ...of("src/edge/isolation-launch.ts", isolated, [
      ["a run has a network of its own", 'link === null ? [] : ["nsenter", ...link.enter]', "[]"],
      [
        "no capability is left",
        '          "--bounding-set=-all",\n          "--no-new-privs",\n        ];',
        '          "--no-new-privs",\n        ];',
      ],
      ["no group of the runner's is left", '          "--clear-groups",\n', '          "--keep-groups",\n'],
      [
        "files and processes are limited",
        'demand.limits === "enforce" ? limitWords(group) : []',
        "false ? limitWords(group) : []",
      ],
    ]),
    ...of(
      "src/edge/broker-headers.ts",
      ["test/edge/broker.test.ts", "test/edge/broker-money.test.ts"],
      [
        [
          "only the task's token opens the broker",
          "return [equalSecrets(value, token) ?",
          "return [value !== token || equalSecrets(value, token) ?",
        ],
        ["no credential beside the token", "carriers.length === 1 ?", "carriers.length > 0 ?"],
      ],
    ),
    ...of(
      "src/edge/gates.ts",
      ["test/scenarios/secrets.test.ts"],
      [
        [
          "gates get the environment of their site",
          "env: environmentOf(site.environment, task.settings),",
          'env: { ...environmentOf(site.environment, task.settings), INPUT_TOKEN: process.env["INPUT_TOKEN"] ?? "" },',
        ],
      ],
    ),
    ...of(
      "src/edge/task-agent.ts",
      ["test/scenarios/secrets.test.ts"],
      [
        [
          "the agent gets the environment of its site",
          "environment: environmentOf(site.environment, task.settings),",
          'environment: { ...environmentOf(site.environment, task.settings), INPUT_TOKEN: process.env["INPUT_TOKEN"] ?? "" },',
        ],
      ],
    ),
  ];
}

/** A process that would outlive what it belongs to. */
function kills(): Mutant[] {
  return [
    ...of("src/edge/claude-processes.ts", ended, [
      ["processes of a session are ended", 'for (const pid of members) signalProcess(pid, "SIGKILL");', ""],
    ]),
    ...of("src/edge/claude-watch.ts", ended, [
      ["the agent's group is told to end", '    signalGroup("SIGTERM");\n', ""],
      [
        "the agent's group is killed when it does not end",
        'after(grace.terminated, () => signalGroup("SIGKILL"));',
        "",
      ],
      ["who fills the disk is killed at once", 'if (reason === "disk") signalGroup("SIGKILL");', ""],
      ["the time limit", 'after(total, () => end("time"));', ""],
      [
        "the limit of silence",
        'silence ??= after(limits.silenceMinutes * 60_000, () => end("silence"));',
        "silence ??= after(2 ** 31, () => undefined);",
      ],
      ["an order to end is obeyed", 'signal.addEventListener("abort", abort, { once: true });', ""],
      ["an order from before the start too", "  if (signal.aborted) abort();\n", ""],
    ]),
    ...of(
      "src/edge/claude-watch.ts",
      ["test/edge/claude-limits.deep.test.ts"],
      [
        [
          "the limit of the start",
          'const start = after(startLimit, () => end("no-start"));',
          "const start = after(2 ** 31, () => undefined);",
        ],
        [
          "what stays after its result is ended",
          'if (because === "exit") because = "lingering";\n          terminate();',
          "",
        ],
      ],
    ),
    ...of("src/edge/claude.ts", ended, [
      [
        "a listener that fails ends the agent",
        'failure ??= { error };\n        if (child.pid !== undefined) signalProcess(-child.pid, "SIGKILL");',
        "failure ??= { error };",
      ],
    ]),
    ...of(
      "src/edge/shell.ts",
      ["test/edge/shell.test.ts"],
      [
        [
          "a gate at its limit is told to end",
          'killGroup(child.pid, limit.reason === "disk" ? "SIGKILL" : "SIGTERM");',
          "",
        ],
        [
          "a gate that does not end is killed",
          'setTimeout(() => killGroup(child.pid, "SIGKILL"), grace).unref();',
          "",
        ],
        [
          "what a gate leaves is killed",
          '    killGroup(child.pid, "SIGKILL");\n    child.stdout.destroy();',
          "    child.stdout.destroy();",
        ],
        ["what prints too much for us is killed", 'else child.kill("SIGKILL");', ""],
      ],
    ),
    ...of("src/edge/isolation-scripts.ts", isolated, [
      ["all of a run ends when the action does", "  kill -KILL -1\n", ""],
      ["a run is told to end", "[[ $word != T ]] || kill -TERM -1", ":"],
    ]),
    ...of("src/edge/isolation-launch.ts", isolated, [
      ["whoever asks waits until a run is over", "if ((await look()).gone) return true;", "return true;"],
    ]),
    ...of(
      "src/edge/leavings.ts",
      ["test/edge/leavings.test.ts"],
      [
        ["processes of a killed task are ended", "for (const pid of processes) await end(rights, pid);", ""],
        [
          "control groups of a killed task are removed",
          'for (const group of groups) await withRights(rights, ["rmdir", "--", group]).catch(() => undefined);',
          "",
        ],
        [
          "the workspace is emptied for the next task",
          'if (foreign) await removeFiles(rights, [workspace], "content");',
          "",
        ],
        ["what belongs to a task at work stays", "return alive ? [] : ", "return false ? [] : "],
      ],
    ),
  ];
}

/** What an attempt leaves, readable for others or good for another attempt. */
function seals(): Mutant[] {
  return [
    ...of(
      "src/core/seal.ts",
      ["test/edge/seal.test.ts"],
      [
        ["a seal is bound to its repository", "repository.toLowerCase(), issue", "issue"],
        [
          "a seal is bound to its issue",
          "repository.toLowerCase(), issue, claim, attempt",
          "repository.toLowerCase(), claim, attempt",
        ],
        ["a seal is bound to its claim", "issue, claim, attempt]", "issue, attempt]"],
        ["a seal is bound to its attempt", "issue, claim, attempt]", "issue, claim]"],
      ],
    ),
    ...of(
      "src/edge/seal.ts",
      ["test/edge/seal.test.ts"],
      [
        [
          "what belongs elsewhere is refused",
          "if (boundText(header.binding) !== boundText(expected))",
          "if (false)",
        ],
        ["content is encrypted", "encrypt({ key: dataKey, nonce, bound: line }, packed)", "packed"],
        [
          "what was changed is refused",
          'if (packed === null) return { ok: false, refusal: { code: "changed" } };',
          "if (packed === null) return { ok: true, header, content: body };",
        ],
        [
          "the data key is encrypted",
          "encrypt({ key: await derive(value, salt), nonce, bound: boundText(binding) }, dataKey)",
          "dataKey",
        ],
      ],
    ),
    ...of(
      "src/actions/work-keep.ts",
      ["test/scenarios/keeping.test.ts"],
      [
        ["checkpoints are sealed", "[checkpointFile]: sealed,", "[checkpointFile]: content,"],
        [
          "the first checkpoint comes before the model",
          "if (content !== null) await upload(content);\n    },\n    during",
          "},\n    during",
        ],
      ],
    ),
    ...of(
      "src/actions/work-hand-over.ts",
      ["test/scenarios/keeping.test.ts"],
      [
        [
          "a credential in a change stays sealed",
          "return refusals.length === 0 ? end : { ...end, changes: null, refusals };",
          "return end;",
        ],
      ],
    ),
  ];
}

/** A word of the agent's, or of its files, that would be taken for evidence. */
function trust(): Mutant[] {
  return [
    ...of(
      "src/core/attempt.ts",
      ["test/core/attempt.test.ts"],
      [
        [
          "no change is none, whatever the agent says",
          "if (changes === 0)\n    return {",
          "if (changes === 0 && !/done/i.test(verdict.text))\n    return {",
        ],
        [
          "gates that do not pass count, whatever the agent says",
          "if (failing.length > 0)",
          "if (failing.length > 0 && !/done/i.test(verdict.text))",
        ],
        [
          "a limit is one, whatever was changed",
          'if (verdict.outcome !== "finished") return',
          'if (verdict.outcome !== "finished" && changes === 0) return',
        ],
        [
          "a failure is one, whatever was changed",
          'if (verdict.outcome === "agent_failed")',
          'if (verdict.outcome === "agent_failed" && changes === 0)',
        ],
        [
          "a gate that cannot run does not pass",
          'gate.now !== "passed" &&',
          'gate.now !== "passed" && gate.now !== "not_runnable" &&',
        ],
        ["denied calls are named", "if (denied.length === 0) return", "if (denied.length >= 0) return"],
        ["an empty answer is none", 'const answered = verdict.text.trim() !== "";', "const answered = true;"],
      ],
    ),
    ...of(
      "src/core/agent-verdict.ts",
      ["test/core/agent-verdict.test.ts"],
      [
        ["success with an error is none", "&& !result.isError && completed", "&& completed"],
        ["what was broken off has not ended well", "&& !result.isError && completed", "&& !result.isError"],
        ["other ends are no success", 'result.subtype === "success" && ', ""],
        [
          "exit code 0 alone is no success",
          "if (result !== null && isSuccess(result))",
          "if (result === null ? run.exitCode === 0 : isSuccess(result))",
        ],
      ],
    ),
    ...of(
      "src/edge/claude.ts",
      ["test/edge/claude.test.ts"],
      [
        [
          "events end with a line feed alone",
          'text.split("\\n");\n    add',
          "text.split(/[\\n\\u2028]/);\n    add",
        ],
      ],
    ),
    ...of("src/edge/change-set-reader.ts", isolated, [
      [
        "the change is read by a repository that the agent never had",
        "export GIT_DIR=$1 GIT_WORK_TREE",
        "export GIT_DIR=$PWD/.git GIT_WORK_TREE",
      ],
      ["variables of git's play no part", 'unset "\\${!GIT_@}"\n', ""],
      [
        "the change is read by the machine's programs",
        "options: { pristine: true, beside },",
        "options: { beside },",
      ],
    ]),
    ...of(
      "src/core/result-check.ts",
      ["test/core/result-check.test.ts"],
      [
        ["delivered is a change", 'if (outcome === "delivered" && none &&', "if (false &&"],
        [
          "delivered are gates that pass",
          'if (outcome === "delivered" && blamed(envelope.gates).length > 0)',
          "if (false)",
        ],
        [
          "delivered are all gates of the plan",
          "missing.map((name) => `it is delivered",
          "[].map((name) => `it is delivered",
        ],
        ["gates are those of the plan", "!claimed.gates.includes(name) || ", ""],
        ["no gate stands twice", " || names.indexOf(name) < index", ""],
        [
          "a result is of its claim",
          "filter((name) => envelope[name] !== claimed[name])",
          "filter(() => false)",
        ],
        [
          "answered is what was asked to be",
          'outcome === "answered" && claimed.wanted === "change"',
          "false",
        ],
        [
          "some ends are collect's to say",
          'if (outcome === "withheld" || outcome === "refused")',
          "if (false)",
        ],
      ],
    ),
    ...of("src/edge/gates.ts", worked, [
      [
        "gates run on the base and the change, not in the agent's tree",
        "const changed = await workspace.grow(base);",
        "const changed = await workspace.grow(scene.tree);",
      ],
      [
        "a gate passes by its exit code",
        'if (ended === "failed") return',
        'if (ended === "failed" && code === 1) return "passed";\n  if (ended === "failed") return',
      ],
      [
        "gates are tried on the base before unproven credentials ask",
        "if (!scene.task.canary ||",
        "if (scene.task.canary ||",
      ],
    ]),
    ...of("src/edge/task-plan.ts", worked, [
      [
        "once a model has answered, gates are not tried beforehand",
        "const canary = !healthOf(states, world.now).proven;",
        "const canary = states.length >= 0 && !healthOf([], world.now).proven;",
      ],
    ]),
    ...of(
      "src/core/attempt.ts",
      ["test/core/attempt.test.ts"],
      [
        [
          "no repair is asked of what cannot run without the change",
          "blamed(gates).filter((gate) => !isAbsent(gate));",
          "blamed(gates);",
        ],
      ],
    ),
    ...of("src/edge/task-rounds.ts", worked, [
      [
        "gates run after the agent",
        "const gates = wantsGates ? await runGates(scene, changes, bases) : [];",
        "const gates = wantsGates ? (await runGates(scene, changes, bases)).slice(0, 0) : [];",
      ],
    ]),
  ];
}
