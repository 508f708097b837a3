import type { Room } from "../ui/room";

const found = import.meta.glob<{ room: Room }>("../rooms/*/room.tsx", { eager: true });

/** All rooms, found by the name of their file. */
export const rooms: readonly Room[] = Object.values(found).map(({ room }) => room);
