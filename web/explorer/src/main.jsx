import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./style.css";

const address = new URL("/graphql", window.location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: address.href,
  headers: { "X-GreenBridge-Client": "explorer" }, // lets the session cookie count
  wsClient: createClient({ url: socketAddress.href, lazy: true }),
});

const welcome = `# 绿桥 GreenBridge · GraphQL
#
# 左侧 Docs 为接口文档；登录后本页以会话 Cookie 的身份提问，也可在下方 Headers 写入
# {"Authorization": "Bearer <token>"}
#
# Docs on the left. Signed in, this page asks as you; or give a token under Headers.

{
  __typename
}
`;

createRoot(document.getElementById("explorer")).render(
  <GraphiQL fetcher={fetcher} defaultQuery={welcome} shouldPersistHeaders={false} />,
);
