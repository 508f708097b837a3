import type { Room } from "../../ui/room";

export const room: Room = {
  doors: [{ path: "/sign-in", lazy: async () => ({ Component: (await import("./SignIn")).SignIn }) }],
};
