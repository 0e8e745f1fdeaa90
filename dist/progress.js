import { progress } from "./index.js";

await progress();
