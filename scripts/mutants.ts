import { type Mutant, of } from "./mutants/mutant.ts";
import { runnerMutants } from "./mutants/runner.ts";
import { schedulerMutants } from "./mutants/scheduler.ts";

/** The mutants of a list of its own (`runner`, `scheduler`), or else of all files whose path holds `part`. */
export function mutantsOf(part: string): readonly Mutant[] {
  return lists.get(part) ?? mutants.filter(({ file }) => file.includes(part));
}

const lists = new Map([
  ["runner", runnerMutants],
  ["scheduler", schedulerMutants],
]);

/** Beside those of the lists: the rules that keep hostile text out of prompts and out of what we publish. */
const mutants: readonly Mutant[] = [
  ...runnerMutants,
  ...schedulerMutants,
  ...of(
    "src/core/approval.ts",
    ["test/core/approval.test.ts"],
    [
      ["who asked may write", "if (!mayApprove(people, asked.by))", "if (false)"],
      ["who is not looked up is not judged", "if (unknown !== undefined)", "if (false)"],
      ["history is whole", "if (issue.knownSince >= asked.at)", "if (false)"],
      ["history up to the very second", "issue.knownSince >= asked.at", "issue.knownSince > asked.at"],
      ["text is unchanged", "if (foreign !== undefined)", "if (false)"],
      [
        "a change by nobody is foreign",
        "by === null || !mayApprove(people, by));",
        "by !== null && !mayApprove(people, by));",
      ],
      [
        "the same second is later: text",
        "issue.textChanges.filter((change) => change.at >= at)",
        "issue.textChanges.filter((change) => change.at > at)",
      ],
      [
        "only later labels are replayed",
        "issue.labelChanges.filter((change) => change.at >= at)",
        "issue.labelChanges.filter(() => true)",
      ],
      ["labels put on later do not count", "if (on) labels.delete(label);", "if (on) labels.add(label);"],
      ["labels taken off later still count", "else labels.add(label);", ""],
      ["writers' labels count", "if (by !== null && mayApprove(people, by)) continue;", ""],
      ["apps are not people", "byPerson || isBot(by) ? by : `${by}[bot]`", "by"],
      ["apps must be named", "isBot(login) ? config.labels.bots.includes(login) : ", ""],
      [
        "who put it on must be shown",
        'if (on === undefined) return { reason: "not_labelled"',
        'return { reason: "not_labelled"',
      ],
    ],
  ),
  ...of(
    "src/core/snapshot.ts",
    ["test/core/snapshot.test.ts"],
    [
      ["comments by people who may write", "issue.mayWrite(comment.author) &&", ""],
      [
        "comments edited by people who may write",
        "(comment.editor === null || issue.mayWrite(comment.editor)) &&",
        "",
      ],
      ["comments from before the approval", "comment.at < before && ", ""],
      ["comments unchanged since", '(comment.editedAt ?? "") < before', "true"],
      ["the newest comments", ".slice(-commentLimits.count)", ""],
      ["the size of all comments", "return left < 0;", "return false;"],
      [
        "people who belong first",
        "belongs.includes(association) === wanted",
        "belongs.includes(association) !== wanted",
      ],
      ["comments unread are counted", "issue.commentsUnread + ", ""],
    ],
  ),
  ...of(
    "src/core/visible.ts",
    ["test/core/visible.test.ts"],
    [
      ["comments are counted", "else page.removed.comments += 1;", ""],
      ["an open tag hides the rest", 'if (piece.kind === "open") page.hidden = "rest";', ""],
      [
        "alternative text is counted",
        'if (!isGeneric(node.alt ?? "") || hasTitle(node)) page.removed.markup += 1;',
        "",
      ],
      ["unknown tags go", "if (!shownElements.test(name)) return;", ""],
      ["what is in rp goes", 'page.hidden = "element";', ""],
      ["titles are counted", "if (hasTitle(node) || (url", "if ((url"],
      ["addresses of the web only", "if (known && page.source", "if (page.source"],
      ["languages are one word", "language.test(name) && ", ""],
      ["empty blocks have no language", 'node.value.trim() !== ""', "true"],
      ["maps are not text", 'if (drawn.includes(name)) return write(page, "[image]");', ""],
      ["remarks in diagrams", 'name === "mermaid" ? withoutDrawingComments(page, body) : body', "body"],
      ["footnotes that nothing refers to", "if (number === undefined) {", "if (false) {"],
      ["cells beyond the columns", "row.children.slice(0, columns)", "row.children"],
      [
        "references to invisible characters",
        "visibleCharacters(decoded(reference.slice(1, -1))).removed === 0",
        "true",
      ],
      [
        "the longest text",
        "Math.min(textLimit, depthLimit(lines) ?? textLimit)",
        "depthLimit(lines) ?? lines.length",
      ],
      ["the deepest text", "depthLimit(lines) ?? textLimit", "textLimit"],
    ],
  ),
  ...of(
    "src/core/html.ts",
    ["test/core/visible.test.ts"],
    [
      ["browsers end comments at --!>", "--!?>)/", "-->)/"],
      ["declarations are comments", "if (/^<(?:[!?]|\\/[^a-z])/i.test(rest))", "if (false)"],
      ["some tags are shown", "if (shownAsText.includes(name.toLowerCase()))", "if (false)"],
      ["a quotation has an end", "if (value === null && take(/\\s*=/y) !== null) return null;", ""],
    ],
  ),
  ...of(
    "src/core/invisible.ts",
    ["test/core/visible.test.ts"],
    [
      [
        "invisible characters go",
        "if (found.length > 2 || isLanguage(text, found, offset)) return found;",
        "return found;",
      ],
      ["joiners belong to scripts", "joining.test(before) ||", "true ||"],
      [
        "non-joiners belong to scripts",
        "belongs: ({ before }) => joining.test(before) }, // zero-width non-joiner",
        "belongs: () => true }, // zero-width non-joiner",
      ],
      ["one direction mark", "!/[\\u200E\\u200F\\u061C]/.test(before) && ", ""],
      ["direction marks on right-to-left lines", "rightToLeft.test(line())", "true"],
      [
        "selectors after emoji",
        "belongs: ({ before }) => /^\\p{Emoji}$/v.test(before) }",
        "belongs: () => true }",
      ],
      [
        "variants of ideographs",
        "belongs: ({ before }) => /^\\p{Script=Han}$/v.test(before),",
        "belongs: () => true,",
      ],
      ["no half of a pair", "/[\\uD800-\\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut", "false ? cut : cut"],
    ],
  ),
  ...of(
    "src/core/text.ts",
    ["test/core/publish.test.ts"],
    [
      ["each line is quoted", 'line === "" ? ">" : `> ${line}`', "line"],
      [
        "the fence is longer",
        'const fence = "`".repeat(longest + 1);\n  return [fence + language',
        'const fence = "```";\n  return [fence + language',
      ],
      ["closing keywords are broken", '"$1$2 · "', '"$1$2 "'],
      ["orders to skip CI are broken", '"[$1 · $2]"', '"[$1 $2]"'],
      ["our marker is broken", '"<!·--"', '"<!--"'],
      ["titles mention nobody", '.replace(/[@＠﹫]/g, "")', ""],
      ["titles refer to nothing", '.replace(/[#＃﹟](?=\\d)/g, "")', ""],
      [
        "titles refer to nothing by GH-",
        '.replace(/(?:(?<![a-z\\d])|(?<=\\/[\\w.-]*))GH-(?=\\d)/gi, "GH ")',
        "",
      ],
      ["titles link nowhere", '.replace(/(?:[a-z][a-z0-9+.-]*)?:\\/\\//gi, "")', ""],
      ["titles link nowhere by www", '.replace(/www\\./gi, "www ")', ""],
      ["titles hide no characters", '.replace(/&(?=#|[a-z0-9]+;)/gi, "")', ""],
      ["titles hold no markup", '.replace(/[<>[\\]`|]/g, (found) => harmless.get(found) ?? "")', ""],
      ["titles draw no emoji", '.replace(/:(?=[*_~]*[a-z+-][\\w+-]*[*_~]*:)/gi, ": ")', ""],
      ["titles are no commands", '.replace(/^[\\s/!*_~#:=+-]+/, "")', ""],
      [
        "invisible characters are not published",
        "return visibleCharacters(withoutEscapes(text)",
        "return ((x: string) => ({ text: x }))(withoutEscapes(text)",
      ],
    ],
  ),
  ...of(
    "src/core/prose.ts",
    ["test/core/publish.test.ts"],
    [
      [
        "mentions, references, tags",
        "/[@#<>[\\]{}|\\\\^~*_`]|\\$(?!\\d)/, //",
        "/[{}|\\\\^~*_`]|\\$(?!\\d)/, //",
      ],
      ["addresses", "/:\\/\\/|(?:^|\\W)www\\./i, //", "/(?!)/, //"],
      ["references to characters", "/&[#a-z0-9]+;/i, //", "/(?!)/, //"],
      ["names of emoji", "/:[a-z+-][\\w+-]*:/i, //", "/(?!)/, //"],
      ["trackers", "/^\\W*[a-z][a-z0-9]*-\\d/i, //", "/(?!)/, //"],
      ["commits", "/^\\W*(?=\\w*\\d)[0-9a-f]{7,64}\\W*$/i, //", "/(?!)/, //"],
      ["full-width letters", 'word.normalize("NFKC")', "word"],
      ["what is drawn is code", "&& !drawn.includes(name.toLowerCase())", ""],
      ["HTML is code", 'return codeBlock(node.value, "html");', 'return node.value.split("\\n");'],
      ["lines that begin like lists", "(mark) => codeSpan(mark, 20)", "(mark) => mark"],
      ["too much emphasis", "> emphasisLimit", "> 1e9"],
    ],
  ),
  ...of(
    "src/core/log-line.ts",
    ["test/core/texts.test.ts"],
    [
      ["no command at the beginning", '.replace(/^::/, "\\u00b7 ::")', ""],
      ["no command anywhere", '.replaceAll("##[", "## [")', ""],
      ["no escapes", "withoutEscapes(text.slice(0, longest * 20))", "text.slice(0, longest * 20)"],
      ["one line", '.replaceAll(/[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+/gu, " ")', ""],
      ["no invisible characters", '.replaceAll(/[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]/gu, "")', ""],
    ],
  ),
];
