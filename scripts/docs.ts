/** Writes the generated parts of the documentation: what stands between `<!-- generated: name -->` and `<!-- end -->`, and the JSON Schema. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { credentialFieldsTable, pricesTable } from "./docs/credentials.ts";
import {
  changeLimitsSentence,
  outcomeSections,
  protectedTable,
  pullRequestExample,
  reasonSections,
  sensitiveTable,
  workpadExample,
} from "./docs/examples.ts";
import {
  actionTables,
  callerBlock,
  jobsTable,
  permissionsTable,
  secretsTable,
  workflowInputsTable,
} from "./docs/manifests.ts";
import {
  defaultTemplateBlock,
  defaultsTable,
  describedSchema,
  promptFieldsTable,
  settingsTable,
  setupTable,
} from "./docs/settings.ts";

const blocks: Readonly<Record<string, () => string>> = {
  caller: callerBlock,
  permissions: permissionsTable,
  secrets: secretsTable,
  "workflow-inputs": workflowInputsTable,
  actions: actionTables,
  jobs: jobsTable,
  defaults: defaultsTable,
  "credential-fields": credentialFieldsTable,
  prices: pricesTable,
  settings: settingsTable,
  "prompt-fields": promptFieldsTable,
  "prompt-template": defaultTemplateBlock,
  setup: setupTable,
  outcomes: outcomeSections,
  protected: protectedTable,
  sensitive: sensitiveTable,
  reasons: reasonSections,
  "change-limits": changeLimitsSentence,
  "pull-request": pullRequestExample,
  workpad: workpadExample,
};

/** The pages that have generated parts, and the names of all parts. */
export const generatedPages = [
  "README.md",
  "docs/configuration.md",
  "docs/credentials.md",
  "docs/security.md",
  "docs/troubleshooting.md",
] as const;
export const blockNames = Object.keys(blocks);
export const schemaPath = "docs/switchyard.schema.json";

/** The text with every generated part written anew. Throws when it names a part that does not exist. */
export function fill(text: string): string {
  return text.replace(
    /(<!-- generated: ([\w-]+) -->\n)[\s\S]*?(\n<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const block = blocks[name];
      if (block === undefined) throw new Error(`there is no generated part "${name}"`);
      return `${start}\n${block()}\n${end}`;
    },
  );
}

/** The JSON Schema of the config file, as it is shipped. */
export function schemaText(): string {
  return `${JSON.stringify(describedSchema(), null, 2)}\n`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  for (const page of generatedPages)
    writeFileSync(join(root, page), fill(readFileSync(join(root, page), "utf8")));
  writeFileSync(join(root, schemaPath), schemaText());
}
