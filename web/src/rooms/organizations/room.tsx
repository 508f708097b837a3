import { StopOutlined, TeamOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";
import { belongsTo } from "../../ui/viewer";

export const room: Room = {
  pages: [
    {
      path: "/organizations",
      lazy: async () => ({ Component: (await import("./OrganizationsPage")).OrganizationsPage }),
    },
    {
      path: "/organizations/new",
      lazy: async () => ({ Component: (await import("./NewOrganizationPage")).NewOrganizationPage }),
    },
    {
      path: "/organizations/:organizationId",
      lazy: async () => ({ Component: (await import("./OrganizationPage")).OrganizationPage }),
    },
    {
      path: "/organizations/:organizationId/edit",
      lazy: async () => ({ Component: (await import("./EditOrganizationPage")).EditOrganizationPage }),
    },
    { path: "/restrictions", lazy: async () => ({ Component: (await import("./RestrictionsPage")).RestrictionsPage }) },
    {
      path: "/restrictions/new",
      lazy: async () => ({ Component: (await import("./NewRestrictionPage")).NewRestrictionPage }),
    },
    {
      path: "/restrictions/:restrictionId",
      lazy: async () => ({ Component: (await import("./RestrictionPage")).RestrictionPage }),
    },
  ],
  navigation: [
    { group: "mine", path: "/organizations", label: "organizations", icon: <TeamOutlined />, order: 80 },
    {
      group: "zone",
      path: "/restrictions",
      label: "restrictions",
      icon: <StopOutlined />,
      order: 20,
      shownTo: (viewer) => belongsTo(viewer, "ZONE_ADMIN"),
    },
  ],
};
