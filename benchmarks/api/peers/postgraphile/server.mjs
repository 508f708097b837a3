// PostGraphile 5 as its documentation sets it up: the Amber preset behind Node's http server, one process.
// SECURED=1: every request runs as the application role with the actor as a setting; otherwise as the owner, who obeys
// no policy. The header is trusted as it comes: a real deployment would check a token here, which costs extra.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const secured = process.env.SECURED === "1";
const preset = {
  extends: [PostGraphileAmberPreset],
  disablePlugins: ["PgProceduresPlugin"], // it asks for no functions; one of the platform's is called like a table
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      poolConfig: { max: Number(process.env.POOL_SIZE ?? 10) },
    }),
  ],
  gather: { installWatchFixtures: false },
  grafast: {
    explain: false,
    context: (asked) =>
      secured
        ? {
            pgSettings: {
              role: "greenbridge_app",
              "greenbridge.actor": asked.node?.req.headers["x-actor"] ?? "",
            },
          }
        : {},
  },
  grafserv: { watch: false, graphiql: false },
};
const serving = postgraphile(preset).createServ(grafserv);
const server = createServer();
server.on("error", (error) => {
  throw error;
});
await serving.addTo(server);
server.listen(Number(process.env.PORT), "127.0.0.1");
