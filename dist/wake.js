import { wake } from "./index.js";

await wake();
