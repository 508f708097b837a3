import { createBrowserRouter, type RouteObject } from "react-router";
import { NotFound } from "../ui/NotFound";
import type { Room } from "../ui/room";
import { RouteFault } from "./RouteFault";
import { Shell } from "./Shell";

const found = import.meta.glob<{ room: Room }>("../rooms/*/room.tsx", { eager: true });
export const rooms: readonly Room[] = Object.values(found).map(({ room }) => room);

export function makeRouter() {
  const pages: RouteObject[] = rooms.flatMap(({ pages: own = [] }) => own);
  const doors: RouteObject[] = rooms.flatMap(({ doors: own = [] }) => own);
  return createBrowserRouter([
    {
      errorElement: <RouteFault />,
      HydrateFallback: () => null,
      children: [...doors, { element: <Shell />, children: [...pages, { path: "*", element: <NotFound /> }] }],
    },
  ]);
}
