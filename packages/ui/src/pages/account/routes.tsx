import type { AreaPages } from "../../routes.tsx";

export const accountPages: AreaPages = {
  open: [
    { path: "/sign-in", load: async () => (await import("./SignInPage.tsx")).SignInPage },
    { path: "/setup", load: async () => (await import("./SetUpPage.tsx")).SetUpPage },
    { path: "/welcome", load: async () => (await import("./WelcomePage.tsx")).WelcomePage },
  ],
  signedIn: [
    { path: "/account", load: async () => (await import("./AccountPage.tsx")).AccountPage },
  ],
};
