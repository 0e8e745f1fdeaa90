import { type Mutant, of } from "./mutant.ts";

const texts = ["test/core/publish.test.ts"] as const;
const publish = ["test/actions/publish.test.ts"] as const;

/** What is published, under which conditions, and with which words. */
export const publishingMutants: readonly Mutant[] = [
  ...of("src/core/pull-request.ts", texts, [
    [
      "a title is one line that makes nobody act",
      "const title = plainLine(task.snapshot.title, 200);",
      "const title = task.snapshot.title;",
    ],
    [
      "no word of the agent in the commit",
      'pullRequestTitle(facts),\n    "",',
      'pullRequestTitle(facts),\n    "",\n    (facts as unknown as PullRequestFacts).envelope?.message ?? "",',
    ],
    [
      "sign-off by the config only",
      "...(signer === null ? [] : [`Signed-off-by: ${signer}`]),",
      "`Signed-off-by: ${signer}`,",
    ],
    [
      "the agent's words as prose",
      "const said = prose(envelope.message, { limit: 20_000, lines: firstScreen.agent });",
      'const said = { shown: envelope.message, more: "" };',
    ],
    ["the first screen of words", "lines: firstScreen.agent", "lines: 1_000"],
    ["failed attempts close nothing", 'facts.failed === null ? "Closes" : "For"', '"Closes"'],
    ["the model's name makes nobody act", "plainLine(envelope.model, 60)", "envelope.model"],
    [
      "costs only where people may see them",
      'showsCosts(facts) ? ` · ${dollars(envelope.spent)}` : ""',
      "` · ${dollars(envelope.spent)}`",
    ],
    [
      "failed gates first",
      "[...failed, ...passed].slice(0, firstScreen.gates)",
      "[...passed, ...failed].slice(0, firstScreen.gates)",
    ],
    [
      "what was not verified is said",
      'if (gates.length === 0) return { first: "**Nothing was verified:** no gates are configured.", more: "" };',
      "",
    ],
    ["GitHub's limit of a body", 'return cutAt(lines.join("\\n"), bodyLimit);', 'return lines.join("\\n");'],
    ["large changes are pointed out", "...(large\n", "...(false\n"],
  ]),
  ...of("src/core/pull-request-notices.ts", texts, [
    ["withheld paths are listed", "paths.length === 0\n        ? null", "true\n        ? null"],
    [
      "withheld paths make nobody act",
      "paths.map(({ path }) => codeSpan(path, 120))",
      "paths.map(({ path }) => path)",
    ],
    ["sensitive paths are listed", "sensitive.length === 0\n      ? null", "true\n      ? null"],
    ["sensitive paths make nobody act", "${codeSpan(path, 120)} (${why})", "${path} (${why})"],
    ["later edits are marked", "editedBy === null\n      ? null", "true\n      ? null"],
    ["failures are marked", "failed === null\n      ? null", "true\n      ? null"],
  ]),
  ...of("src/actions/collect-publish.ts", publish, [
    [
      "the base is part of the default branch",
      "if (rebased && !(await isAncestor(github, { base: task.base, head: facts.head })))",
      "if (false)",
    ],
    [
      "the change is judged",
      'if (!checked.ok) return not("refused"',
      'if (!checked.ok && checked.refusals.length > 99) return not("refused"',
    ],
    ["nothing but what passed", "changes: checked.changes,", "changes: changes.changes,"],
    ["protected paths alone", "if (checked.changes.length === 0)", "if (false)"],
    ["workflows only by an App", "&& !publisher.isApp)", "&& publisher.isApp)"],
    ["drafts by the config", 'draft: plan.config["pull-request"].draft || ', "draft: "],
    ["a failed attempt is a draft", "draft || failed !== null || editedBy", "draft || editedBy"],
    [
      "an edited text makes a draft",
      "failed !== null || editedBy !== null || withheld",
      "failed !== null || withheld",
    ],
    ["what is withheld makes a draft", " || withheld.length > 0,", ","],
    ["editors without the right only", "by === null || writers.get(by) !== true);", "by !== null);"],
    ["edits since the approval only", ".filter(({ at }) => at >= task.request.at);", ".slice(0, 0);"],
    ["who begins again finishes the same commit", "facts.publishing ??\n", ""],
    [
      "and the same branch",
      "facts.publishing === null ? [wanted, `${wanted}-${inputs.claim.slice(0, 8)}`] : [facts.publishing.branch]",
      "[`${wanted}-${inputs.claim.slice(0, 8)}`]",
    ],
    ["the fence comes before the branch", "await fence(scene, publishing);", ""],
    ["no fence without the claim", "if (!holding.holds) throw", "if (false) throw"],
    [
      "sensitive changes get a label",
      "if (sensitive.length > 0) await mark(scene, publisher.github, pull.number);",
      "",
    ],
    ["the person who asked is assigned", "await tellPerson(scene, publisher.github, pull.number);", ""],
    ["how a failed attempt ended", "failed ?? outcome", "outcome"],
  ]),
  ...of("src/edge/publication.ts", publish, [
    ["one commit on the base", "parents: [options.base],", "parents: [],"],
    ["on top of the tree of the base", "base_tree: options.baseTree,", ""],
    [
      "branches of others stay",
      '("created" as const) : ("taken" as const)',
      '("created" as const) : ("created" as const)',
    ],
    ["one pull request", "if (found !== null) return found;", ""],
    [
      "drafts are asked for",
      "const created = await create(options.draft)",
      "const created = await create(false)",
    ],
    ["removals", 'mode: "100644" as const, sha: null };', 'mode: "100644" as const, content: "" };'],
    [
      "modes",
      "return { ...blob, mode: change.mode, content: change.content };",
      'return { ...blob, mode: "100644" as const, content: change.content };',
    ],
    [
      "bytes",
      'content: Buffer.from(bytes).toString("base64"),',
      'content: Buffer.from(Buffer.from(bytes).toString("utf8")).toString("base64"),',
    ],
    ["a file in the place of a folder", 'kind === "write" || !isBelow(path)', "true"],
    [
      "a rewritten history",
      "if (statusOf(error) === 404) return null;\n        throw error;",
      "throw error;",
    ],
    [
      "who is no ancestor",
      'compared?.data.status === "ahead" || compared?.data.status === "identical"',
      "compared?.data.status !== undefined",
    ],
  ]),
];
