// Before the first picture: light or dark, as the person chose or the system says. The rest of the page is a module, which comes too late for that.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("lockstep-color-scheme");
  } catch {
    // A browser that keeps nothing has the system's.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
