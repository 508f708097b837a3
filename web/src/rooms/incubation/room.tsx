import { BankOutlined, RiseOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";
import { belongsTo, type Viewer } from "../../ui/viewer";

/** Those who have to do with incubators, and those who belong nowhere yet and may found one. */
const isNear = (viewer: Viewer): boolean =>
  viewer.memberships.nodes.length === 0 ||
  ["INCUBATOR", "STARTUP", "ZONE_ADMIN"].some((kind) => belongsTo(viewer, kind));

export const room: Room = {
  pages: [
    { path: "/incubators", lazy: async () => ({ Component: (await import("./IncubatorsPage")).IncubatorsPage }) },
    {
      path: "/incubators/new",
      lazy: async () => ({ Component: (await import("./NewIncubatorPage")).NewIncubatorPage }),
    },
    {
      path: "/incubators/:incubatorId",
      lazy: async () => ({ Component: (await import("./IncubatorPage")).IncubatorPage }),
    },
    {
      path: "/incubators/:incubatorId/startups/new",
      lazy: async () => ({ Component: (await import("./NewStartupPage")).NewStartupPage }),
    },
    { path: "/residencies", lazy: async () => ({ Component: (await import("./ResidenciesPage")).ResidenciesPage }) },
    { path: "/startups/:startupId", lazy: async () => ({ Component: (await import("./StartupPage")).StartupPage }) },
  ],
  navigation: [
    {
      group: "incubation",
      path: "/incubators",
      label: "incubators",
      icon: <BankOutlined />,
      order: 20,
      shownTo: isNear,
    },
    {
      group: "incubation",
      path: "/residencies",
      label: "startups",
      icon: <RiseOutlined />,
      order: 21,
      shownTo: isNear,
    },
  ],
};
