import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    {
      path: "/organizations/:organizationId/webhooks",
      lazy: async () => ({ Component: (await import("./WebhooksPage")).WebhooksPage }),
    },
  ],
};
