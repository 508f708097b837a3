import { FileExcelOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    { path: "/import/:kind", lazy: async () => ({ Component: (await import("./StartPage")).StartPage }) },
    { path: "/imports", lazy: async () => ({ Component: (await import("./ImportsPage")).ImportsPage }) },
    { path: "/imports/:importId", lazy: async () => ({ Component: (await import("./ImportPage")).ImportPage }) },
  ],
  navigation: [{ group: "mine", path: "/imports", label: "imports", icon: <FileExcelOutlined />, order: 90 }],
};
