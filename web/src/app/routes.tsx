import { createBrowserRouter, type RouteObject } from "react-router";
import { NotFound } from "../ui/NotFound";
import { RouteFault } from "./RouteFault";
import { rooms } from "./rooms";

export function makeRouter() {
  const pages: RouteObject[] = rooms.flatMap(({ pages: own = [] }) => own);
  const doors: RouteObject[] = rooms.flatMap(({ doors: own = [] }) => own);
  return createBrowserRouter([
    {
      errorElement: <RouteFault />,
      HydrateFallback: () => null,
      children: [
        ...doors,
        {
          lazy: async () => ({ Component: (await import("./Shell")).Shell }),
          children: [...pages, { path: "*", element: <NotFound /> }],
        },
      ],
    },
  ]);
}
