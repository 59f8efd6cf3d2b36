import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { Loading } from "../components/Loading.tsx";

/** Around everything. */
export function RootLayout() {
  return (
    <Suspense fallback={<Loading rows={3} />}>
      <Outlet />
    </Suspense>
  );
}
