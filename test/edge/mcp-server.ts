/** The source of an MCP server on standard input and output with one tool, `ask`, that answers with the variable ANSWER. */
export const mcpServer = `
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const result =
    method === "initialize"
      ? { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "desk", version: "1" } }
      : method === "tools/list"
        ? { tools: [{ name: "ask", description: "Asks", inputSchema: { type: "object", properties: {} } }] }
        : method === "tools/call"
          ? { content: [{ type: "text", text: process.env.ANSWER ?? "" }] }
          : {};
  send({ id, result });
});
`;
