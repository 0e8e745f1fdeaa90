import { readFile, readdir } from "node:fs/promises";

// The smallest linter there is: no tabs, no trailing spaces, no console.log in src.
let bad = 0;
for (const name of await readdir("src")) {
  const lines = (await readFile(`src/${name}`, "utf8")).split("\n");
  lines.forEach((line, index) => {
    if (/\t|\s+$|console\.log/.test(line)) {
      bad += 1;
      console.error(`src/${name}:${index + 1}: ${line}`);
    }
  });
}
process.exit(bad === 0 ? 0 : 1);
