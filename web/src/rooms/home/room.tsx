import { HomeOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [{ path: "/", lazy: async () => ({ Component: (await import("./Home")).Home }) }],
  navigation: [{ group: "mine", path: "/", label: "home", icon: <HomeOutlined />, order: 0 }],
};
