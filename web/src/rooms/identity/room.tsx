import type { Room } from "../../ui/room";

export const room: Room = {
  doors: [
    { path: "/sign-in", lazy: async () => ({ Component: (await import("./SignIn")).SignIn }) },
    { path: "/register", lazy: async () => ({ Component: (await import("./Register")).Register }) },
    { path: "/forgotten", lazy: async () => ({ Component: (await import("./Forgotten")).Forgotten }) },
    { path: "/confirm", lazy: async () => ({ Component: (await import("./Confirm")).Confirm }) },
    { path: "/reset", lazy: async () => ({ Component: (await import("./Reset")).Reset }) },
    { path: "/change-email", lazy: async () => ({ Component: (await import("./ChangeEmail")).ChangeEmail }) },
    { path: "/invitation", lazy: async () => ({ Component: (await import("./Invitation")).Invitation }) },
  ],
  pages: [{ path: "/account/:part?", lazy: async () => ({ Component: (await import("./Account")).Account }) }],
};
