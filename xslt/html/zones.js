// A zone of a page's picture and the words that it leads to show each other; without this file the zones are links.
"use strict";
for (const link of document.querySelectorAll(".zoned svg a")) {
  const words = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  if (!words) continue;
  const show = (on) => () => { words.classList.toggle("lit", on); link.classList.toggle("lit", on); };
  for (const part of [link, words]) {
    part.addEventListener("mouseenter", show(true));
    part.addEventListener("mouseleave", show(false));
  }
  link.addEventListener("focus", show(true));
  link.addEventListener("blur", show(false));
}
