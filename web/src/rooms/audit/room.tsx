import { AuditOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [{ path: "/audit", lazy: async () => ({ Component: (await import("./AuditPage")).AuditPage }) }],
  navigation: [
    {
      group: "zone",
      path: "/audit",
      label: "audit",
      icon: <AuditOutlined />,
      order: 90,
      shownTo: ({ memberships }) => memberships.nodes.some(({ role }) => role === "ADMIN"),
    },
  ],
};
