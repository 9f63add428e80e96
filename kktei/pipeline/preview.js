// The open page follows the edition: it is loaded anew when it was built anew, and a banner tells what is wrong.
(() => {
  "use strict";
  const missing = "missing" in document.documentElement.dataset;
  let built = null;
  let timer = 0;
  let shown = "";

  function show(problems) {
    const now = JSON.stringify(problems);
    if (now === shown) return;
    shown = now;
    document.getElementById("kktei-problems")?.remove();
    if (problems.length === 0) return;
    const banner = document.createElement("aside");
    banner.id = "kktei-problems";
    banner.setAttribute("role", "status");
    banner.setAttribute("aria-label", "What is wrong with the edition");
    Object.assign(banner.style, {
      position: "fixed", insetInline: "0", bottom: "0", maxHeight: "40vh", overflow: "auto", zIndex: "2147483647",
      padding: "0.6rem 1rem", background: "#7a0019", color: "#fff", font: "14px/1.4 ui-monospace, monospace",
      whiteSpace: "pre-wrap", overflowWrap: "anywhere",
    });
    for (const problem of problems) {
      const line = document.createElement("div");
      line.textContent = problem;
      banner.append(line);
    }
    document.body.append(banner);
  }

  async function look() {
    clearTimeout(timer);
    try {
      const state = await (await fetch(`/kktei-state?${encodeURIComponent(location.pathname)}`, { cache: "no-store" })).json();
      show(state.problems);
      if (built === null) built = state.built;
      // A page that is left out of the new site stays as it is, with the banner, until it is there again.
      if ((missing || state.built !== built) && (await fetch(location.href, { method: "HEAD" })).ok) {
        location.reload();
        return;
      }
    } catch {
      // the preview has been stopped; it may come back
    }
    clearTimeout(timer);
    timer = setTimeout(look, 500);
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
})();
