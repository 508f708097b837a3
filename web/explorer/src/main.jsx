import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import { tour } from "./tour.js";
import "./style.css";

const address = new URL("/graphql", window.location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: address.href,
  headers: { "X-GreenBridge-Client": "explorer" }, // lets the session cookie count
  wsClient: createClient({ url: socketAddress.href, lazy: true }),
});

createRoot(document.getElementById("explorer")).render(
  <GraphiQL fetcher={fetcher} defaultTabs={tour} shouldPersistHeaders={false} />,
);
