import { TrophyOutlined } from "@ant-design/icons";
import type { Room } from "../../ui/room";

export const room: Room = {
  pages: [
    { path: "/competitions", lazy: async () => ({ Component: (await import("./CompetitionsPage")).CompetitionsPage }) },
    {
      path: "/competitions/new",
      lazy: async () => ({ Component: (await import("./NewCompetitionPage")).NewCompetitionPage }),
    },
    {
      path: "/competitions/:competitionId",
      lazy: async () => ({ Component: (await import("./CompetitionPage")).CompetitionPage }),
    },
    {
      path: "/competitions/:competitionId/entries/new",
      lazy: async () => ({ Component: (await import("./NewEntryPage")).NewEntryPage }),
    },
    {
      path: "/competitions/:competitionId/judges/new",
      lazy: async () => ({ Component: (await import("./NewJudgePage")).NewJudgePage }),
    },
    {
      path: "/competitions/:competitionId/rounds/new",
      lazy: async () => ({ Component: (await import("./NewRoundPage")).NewRoundPage }),
    },
    { path: "/rounds/:roundId", lazy: async () => ({ Component: (await import("./RoundPage")).RoundPage }) },
    {
      path: "/judge-invitation",
      lazy: async () => ({ Component: (await import("./JudgeInvitationPage")).JudgeInvitationPage }),
    },
    {
      path: "/event-invitation",
      lazy: async () => ({ Component: (await import("./EventInvitationPage")).EventInvitationPage }),
    },
    { path: "/entries/:entryId", lazy: async () => ({ Component: (await import("./EntryPage")).EntryPage }) },
    { path: "/judges/:judgeId", lazy: async () => ({ Component: (await import("./JudgePage")).JudgePage }) },
  ],
  navigation: [
    { group: "competitions", path: "/competitions", label: "competitions", icon: <TrophyOutlined />, order: 50 },
  ],
};
