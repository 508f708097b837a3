import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    { path: "/rounds/:roundId/studio", lazy: async () => ({ Component: (await import("./StudioPage")).StudioPage }) },
    {
      path: "/rounds/:roundId/compare",
      lazy: async () => ({ Component: (await import("./ComparePage")).ComparePage }),
    },
    { path: "/rounds/:roundId/runs/:runId", lazy: async () => ({ Component: (await import("./RunPage")).RunPage }) },
    {
      path: "/rounds/:roundId/plans/:planId",
      lazy: async () => ({ Component: (await import("./PlanPage")).PlanPage }),
    },
    {
      path: "/rounds/:roundId/plans/:planId/publish",
      lazy: async () => ({ Component: (await import("./PublishPage")).PublishPage }),
    },
    {
      path: "/rounds/:roundId/plans/:planId/proof",
      lazy: async () => ({ Component: (await import("./ProofPage")).ProofPage }),
    },
    {
      path: "/rounds/:roundId/plans/:planId/repair",
      lazy: async () => ({ Component: (await import("./RepairPage")).RepairPage }),
    },
  ],
};
