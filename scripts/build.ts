/** Builds lib/ (tsc) and dist/ (ncc on lib/, plus one two-line entry per action). The same sources give the same bytes in any directory. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const run = (file: string, args: readonly string[]) =>
  execFileSync(process.execPath, [join(root, "node_modules", file), ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });

rmSync(join(root, "lib"), { recursive: true, force: true });
execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
for (const file of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })) {
  if (/\.(?:graphql|json)$/.test(file)) cpSync(join(root, "src", file), join(root, "lib", file));
}

rmSync(join(root, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist"));
run("@vercel/ncc/dist/ncc/cli.js", [
  "build",
  "lib/actions/index.js",
  "--out",
  "dist",
  "--license",
  "licenses.txt",
  "--quiet",
]);
for (const action of ["dispatch", "prepare", "work", "collect", "progress", "wake"]) {
  writeFileSync(
    join(root, "dist", `${action}.js`),
    `import { ${action} } from "./index.js";\n\nawait ${action}();\n`,
  );
}
