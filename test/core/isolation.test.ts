import { describe, expect, test } from "vitest";

import { parseConfig } from "../../src/core/config.ts";
import {
  type IsolationOffer,
  isolationRefusal,
  settleIsolation,
  strongestDemand,
} from "../../src/core/isolation.ts";
import { type Step, type View, planView } from "../../src/core/isolation-view.ts";

const able: IsolationOffer = { user: null, egress: null, limits: null, cleanup: null };
const demand = (text: object) => {
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  const { readable: _, ...parts } = parsed.config.isolation;
  return parts;
};

describe("what is demanded and what a machine offers", () => {
  test("all four parts are demanded when nobody says otherwise", () => {
    expect(demand({})).toEqual({ user: "enforce", egress: "enforce", limits: "enforce", cleanup: "enforce" });
  });

  test("a part that cannot be had is missing, and the remedy names it in the form that the config takes", () => {
    const settled = settleIsolation(demand({}), { ...able, egress: "there is no ip" });
    expect(settled).toEqual({ ok: false, missing: [{ part: "egress", why: "there is no ip" }] });
    const text = settled.ok ? "" : isolationRefusal(settled.missing);
    expect(text).toContain("egress: there is no ip");
    const [, setting = ""] = /`(isolation: [^`]+)`/.exec(text) ?? [];
    expect(setting).toBe("isolation: { egress: external }");
    expect(settleIsolation(demand({ isolation: { egress: "external" } }), { ...able, egress: "no" })).toEqual(
      {
        ok: true,
        held: { user: "enforced", egress: "external", limits: "enforced", cleanup: "enforced" },
      },
    );
  });

  test("what was not asked for is never said to hold, even where the machine could", () => {
    const settled = settleIsolation(demand({ isolation: { user: "none", limits: "external" } }), able);
    expect(settled).toMatchObject({ held: { user: "none", egress: "enforced", limits: "external" } });
  });

  test("the strongest demand is always met", () => {
    const offer = { ...able, user: "no", limits: "no" };
    expect(settleIsolation(strongestDemand(offer), offer)).toEqual({
      ok: true,
      held: { user: "none", egress: "enforced", limits: "none", cleanup: "enforced" },
    });
  });

  test.each(["services"])("%s is refused with what to do instead, not as a typing error", (key) => {
    const parsed = parseConfig({ [key]: "node:24" });
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: [key] }] });
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toContain(".github/actions/switchyard-setup");
  });
});

/** A step as one would type it. */
function shown(step: Step): string {
  if ("command" in step) return step.command.join(" ");
  const { type, options, source, at } = step.mount;
  return ["mount", "-t", type, "-o", options.join(","), source, at].join(" ");
}

const view: View = {
  root: "/temp/root",
  rights: "machine",
  system: [
    { at: "/usr", link: null, from: "/usr" },
    { at: "/opt", link: null, from: "/opt" },
    { at: "/bin", link: "usr/bin", from: "/bin" },
  ],
  mounts: [
    { at: "/", options: ["relatime"] },
    { at: "/opt/data", options: ["noexec", "nosuid"] },
  ],
  hidden: ["/home/runner", "/opt/runner"],
  layered: [
    { at: "/usr", lowers: ["/usr"], upper: { files: "/temp/1", work: "/temp/2" } },
    { at: "/opt/runner/work/r", lowers: ["/base"], upper: { files: "/temp/3", work: "/temp/4" } },
  ],
  bound: [
    { at: "/opt/tools", from: "/opt/tools", file: false, writable: false },
    { at: "/home/runner/.cargo/bin", from: "/home/runner/.cargo/bin", file: false, writable: false },
    { at: "/home/runner/claude", from: "/home/runner/claude", file: true, writable: false },
  ],
  temporary: "/temp/tmp",
};

describe("the view of a run", () => {
  const plan = planView(view);
  const mounted = plan.steps.map(shown).filter((step) => step.startsWith("mount "));

  test("is built of what it names, and everything else of the machine goes out of reach with the old root", () => {
    expect(plan.steps.slice(-2).map(shown)).toEqual([
      "pivot_root /temp/root /temp/root/before",
      "umount --lazy /before",
    ]);
    expect(mounted.filter((mount) => / \/(?:home|root|var|run|dev)(?: |$)/.test(mount))).toEqual([]);
    expect(plan.links).toContainEqual({ at: "/bin", to: "usr/bin" });
  });

  test("writes to a directory of the system go into a layer, or nowhere, also where something is mounted below", () => {
    expect(mounted).toContain(
      "mount -t overlay -o lowerdir=/usr,upperdir=/temp/1,workdir=/temp/2,redirect_dir=on,nosuid,nodev overlay /temp/root/usr",
    );
    expect(mounted).toContain("mount -t none -o rbind,ro,nosuid,relatime /opt /temp/root/opt");
    expect(mounted).toContain("mount -o remount,bind,ro,nosuid,noexec /temp/root/opt/data");
  });

  test("covers the runner's places before it shows toolchains and the workspace in them", () => {
    const cover = mounted.findIndex((mount) => /tmpfs .*\/temp\/root\/opt\/runner$/.test(mount));
    const workspace = mounted.findIndex((mount) => mount.endsWith("/temp/root/opt/runner/work/r"));
    expect(cover).toBeGreaterThan(-1);
    expect(workspace).toBeGreaterThan(cover);
    expect(plan.directories).toContain("/home/runner/.cargo/bin");
    expect(plan.files).toContain("/home/runner/claude");
    expect(plan.directories).not.toContain("/home/runner/claude");
    expect(mounted.filter((mount) => mount.includes("/opt/tools"))).toEqual([]);
  });

  test("of an image has its directories, and places in it for what is mounted there", () => {
    const image = planView({
      ...view,
      system: [
        { at: "/usr", link: null, from: "/image/usr" },
        { at: "/opt", link: null, from: "/image/opt" },
        { at: "/bin", link: "usr/bin", from: "/image/bin" },
      ],
    });
    const steps = image.steps.map(shown);
    expect(steps).toContain("mount -t none -o rbind,ro,nosuid,relatime /image/opt /temp/root/opt");
    // The machine's own /opt is not there, so what it holds for the run is mounted.
    expect(steps).toContain("mount -t none -o rbind,ro,nosuid,relatime /opt/tools /temp/root/opt/tools");
    expect(image.inImage).toEqual([
      { at: "/image/opt/tools", file: false },
      { at: "/image/opt/runner", file: false },
    ]);
  });

  test("keeps the marks of layers where a user namespace may write them", () => {
    const { steps } = planView({ ...view, rights: "namespace" });
    const overlays = steps.map(shown).filter((step) => step.includes(" overlay "));
    expect(overlays).toHaveLength(2);
    for (const step of overlays) expect(step).toContain("userxattr");
  });
});
