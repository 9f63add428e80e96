// What was written today, or on the next day that has something.
"use strict";
(() => {
  const { make } = window.kktei;
  const place = document.getElementById("k-today");
  const days = [...document.querySelectorAll(".day")];
  if (!place || !days.length) return;
  const now = new Date();
  const today = `k-day-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  const day = days.find((d) => d.id >= today) || days[0];
  const copy = day.cloneNode(true);
  copy.removeAttribute("id");
  const heading = copy.querySelector("h3");
  heading.replaceWith(make("h2", {}, heading.textContent));
  place.append(copy);
})();
