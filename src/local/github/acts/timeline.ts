import { type Issue, loginOf, now, type TimelineEvent } from "../world.ts";
import type { Scene } from "./emit.ts";

/** Notes a moment on an issue's timeline and moves its `updated_at`. */
export function note(
  { world, actor }: Scene,
  issue: Issue,
  moment: Omit<TimelineEvent, "id" | "actor" | "createdAt">,
): TimelineEvent {
  const event = { id: world.actions.nextId(), actor: loginOf(actor), createdAt: now(), ...moment };
  issue.timeline.push(event);
  issue.updatedAt = event.createdAt;
  return event;
}
