/** A task that never ends: prints its runner's places as JSON when everything of it is there, and waits to be killed. */
import { signDirectory } from "../../src/edge/leavings.ts";
import { openSite } from "./isolation-site.ts";

const site = await openSite({ setup: "mkdir -p deep/er && touch deep/er/file && chmod 000 deep" });
await signDirectory(site.runner.temp);
const tree = await site.workspace.grow(site.base);
const { lines } = await site.run(tree, "echo dirt >dirt");
void site.run(await site.workspace.grow(tree), "(setsid env -i sleep 5001.5 &); sleep 5002.5");
process.stdout.write(`${JSON.stringify({ ...site.runner, lines })}\n`);
setInterval(() => undefined, 1e6);
