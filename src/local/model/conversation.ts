import { z } from "zod";

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  content: z.unknown().optional(),
});
const content = z.union([z.string(), z.array(block)]);

/** The part of a Messages API request that the scripted model reads; everything else is kept as it came. */
export const messagesRequest = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content })),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  metadata: z.looseObject({ user_id: z.string().optional() }).optional(),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;

const midTurn = "The user sent a new message while you were working:";

type Said = { readonly role: "user" | "assistant"; readonly text: string };

export type Conversation = {
  /** Who said what, in order. Messages that hold tool results alone are not in it. */
  readonly says: readonly Said[];
  /** The results of the last answer's tool calls, as text. */
  readonly toolResults: readonly string[];
  readonly request: MessagesRequest;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** Returns what a scenario may look at. The reminders that the CLI mixes into user messages are left out. */
export function readConversation(request: MessagesRequest, headers: Conversation["headers"]): Conversation {
  const says: Said[] = [];
  for (const message of request.messages) {
    const text = textOf(message.content);
    if (message.role === "assistant") says.push({ role: "assistant", text });
    else if (message.role === "user" && text !== "") says.push({ role: "user", text });
    // How the CLI passes on what the user says while a tool runs (2.1.329).
    else if (text.startsWith(midTurn)) says.push({ role: "user", text: text.slice(midTurn.length).trim() });
  }
  return { says, toolResults: toolResultsOf(request), request, headers };
}

function textOf(value: z.infer<typeof content>): string {
  const texts =
    typeof value === "string"
      ? [value]
      : value.flatMap((part) => (part.type === "text" ? [part.text ?? ""] : []));
  return texts
    .map((text) => text.replaceAll(/<system-reminder>[\s\S]*?<\/system-reminder>/g, "").trim())
    .filter((text) => text !== "")
    .join("\n");
}

function toolResultsOf(request: MessagesRequest): string[] {
  const last = request.messages.findLast((message) => message.role === "user");
  if (!last || typeof last.content === "string") return [];
  return last.content.flatMap((part) => {
    if (part.type !== "tool_result") return [];
    const inner = content.safeParse(part.content);
    return [inner.success ? textOf(inner.data) : ""];
  });
}
