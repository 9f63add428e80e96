// The open page follows the edition: it is loaded anew when it was built anew, and a banner tells what is wrong.
(() => {
  "use strict";
  const missing = "missing" in document.documentElement.dataset;
  let built = null;
  let timer = 0;
  const shown = {};

  function show(id, label, background, lines) {
    const now = JSON.stringify(lines);
    if (now === (shown[id] ?? "[]")) return;
    shown[id] = now;
    document.getElementById(id)?.remove();
    if (lines.length === 0) return;
    const banner = document.createElement("aside");
    banner.id = id;
    banner.setAttribute("role", id === "kktei-doing" ? "note" : "status"); // the other changes twice a second
    banner.setAttribute("aria-label", label);
    Object.assign(banner.style, {
      position: "fixed", insetInline: "0", bottom: "0", maxHeight: "40vh", overflow: "auto", zIndex: "2147483647",
      padding: "0.6rem 1rem", background, color: "#fff", font: "14px/1.4 ui-monospace, monospace",
      whiteSpace: "pre-wrap", overflowWrap: "anywhere",
    });
    for (const words of lines) {
      const line = document.createElement("div");
      line.textContent = words;
      banner.append(line);
    }
    document.body.append(banner);
  }

  async function look() {
    clearTimeout(timer);
    try {
      const state = await (await fetch(`/kktei-state?${encodeURIComponent(location.pathname)}`, { cache: "no-store" })).json();
      show("kktei-problems", "What is wrong with the edition", "#7a0019", state.problems);
      const made = `The site is being made. ${state.doing}.${missing ? "" : " This page may still lack what other documents tell of it."}`;
      show("kktei-doing", "How far the site is", "#1d3a5f", state.doing ? [made] : []);
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
