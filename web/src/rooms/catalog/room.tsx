import { BulbOutlined, InboxOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    { path: "/needs", lazy: async () => ({ Component: (await import("./NeedsPage")).NeedsPage }) },
    { path: "/needs/new", lazy: async () => ({ Component: (await import("./NewNeedPage")).NewNeedPage }) },
    { path: "/needs/:needId", lazy: async () => ({ Component: (await import("./NeedPage")).NeedPage }) },
    { path: "/packages", lazy: async () => ({ Component: (await import("./PackagesPage")).PackagesPage }) },
    { path: "/packages/new", lazy: async () => ({ Component: (await import("./NewPackagePage")).NewPackagePage }) },
    { path: "/packages/:packageId", lazy: async () => ({ Component: (await import("./PackagePage")).PackagePage }) },
    {
      path: "/recommendations",
      lazy: async () => ({ Component: (await import("./RecommendationsPage")).RecommendationsPage }),
    },
  ],
  navigation: [
    { group: "catalog", path: "/needs", label: "needs", icon: <BulbOutlined />, order: 30 },
    { group: "catalog", path: "/packages", label: "packages", icon: <InboxOutlined />, order: 31 },
  ],
};
