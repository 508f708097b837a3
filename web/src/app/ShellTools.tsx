import { Suspense } from "react";
import { Bell } from "../rooms/notices/Bell";
import { Search } from "./Search";

/** Search over everything, and what came lately. */
export function ShellTools() {
  return (
    <div className="shell-tools">
      <Search />
      <span className="shell-space" />
      <Suspense>
        <Bell />
      </Suspense>
    </div>
  );
}
