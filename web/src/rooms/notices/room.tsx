import { BellOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    { path: "/notices", lazy: async () => ({ Component: (await import("./NoticesPage")).NoticesPage }) },
    { path: "/follow/:subjectId", lazy: async () => ({ Component: (await import("./FollowPage")).FollowPage }) },
    {
      path: "/account/notices",
      lazy: async () => ({ Component: (await import("./PreferencesPage")).PreferencesPage }),
    },
  ],
  navigation: [{ group: "mine", path: "/notices", label: "notices", icon: <BellOutlined />, order: 70 }],
};
