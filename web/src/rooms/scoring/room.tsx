import { FormOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";
import type { Viewer } from "../../ui/viewer";

const isJudge = ({ home }: Viewer): boolean => Boolean(home?.judge);

export const room: Room = {
  // Outside the shell: judges open these two pages on a phone, and need nothing else of the console.
  doors: [
    {
      path: "/desk",
      lazy: async () => ({ Component: (await import("./Desk")).Desk }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import("./DeskPage")).DeskPage }) },
        { path: ":taskId", lazy: async () => ({ Component: (await import("./SheetPage")).SheetPage }) },
      ],
    },
  ],
  navigation: [{ group: "mine", path: "/desk", label: "desk", icon: <FormOutlined />, order: 5, shownTo: isJudge }],
};
