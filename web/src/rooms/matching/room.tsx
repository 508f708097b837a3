import { PartitionOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";
import { belongsTo } from "../../ui/viewer";
import { POOL_RUNNERS } from "./runners";

export const room: Room = {
  pages: [
    { path: "/pool", lazy: async () => ({ Component: (await import("./PoolPage")).PoolPage }) },
    { path: "/pool/runs/:runId", lazy: async () => ({ Component: (await import("./PoolRunPage")).PoolRunPage }) },
    { path: "/pool/plans/:planId", lazy: async () => ({ Component: (await import("./PoolPlanPage")).PoolPlanPage }) },
    {
      path: "/pool/plans/:planId/repair",
      lazy: async () => ({ Component: (await import("./PoolRepairPage")).PoolRepairPage }),
    },
    { path: "/pool/compare", lazy: async () => ({ Component: (await import("./PoolComparePage")).PoolComparePage }) },
  ],
  navigation: [
    {
      group: "catalog",
      path: "/pool",
      label: "pool",
      icon: <PartitionOutlined />,
      order: 35,
      shownTo: (viewer) => POOL_RUNNERS.some((kind) => belongsTo(viewer, kind)),
    },
  ],
};
