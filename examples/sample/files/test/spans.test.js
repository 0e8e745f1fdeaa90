import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, parse } from "spans";

test("parses one unit", () => assert.equal(parse("2h"), 7200));
test("describes the largest unit", () => assert.equal(describe(7200), "2 hours"));
test("says one in the singular", () => assert.equal(describe(60), "1 minute"));
