/* The editor of rule sets: a click takes a paragraph, a selection takes its part. Works without it. */
"use strict";
(function () {
  const fill = (paragraph, words) => {
    const quote = document.getElementById("id_quote");
    const at = document.getElementById("id_at");
    if (!quote || !at) return;
    quote.value = words.replace(/\s+/g, " ").trim();
    if (paragraph.dataset.place) at.value = paragraph.dataset.place;
    document.querySelectorAll(".cite__paragraphs .is-chosen").forEach((one) => one.classList.remove("is-chosen"));
    paragraph.closest("li").classList.add("is-chosen");
  };
  document.addEventListener("mouseup", (event) => {
    const paragraph = event.target.closest && event.target.closest("[data-quote]");
    if (!paragraph) return;
    const chosen = String(window.getSelection());
    const inside = chosen.trim() && paragraph.textContent.replace(/\s+/g, " ").includes(chosen.replace(/\s+/g, " ").trim());
    fill(paragraph, inside ? chosen : paragraph.textContent);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-pick]");
    if (!link) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const paragraph = link.closest("li").querySelector("[data-quote]");
    fill(paragraph, paragraph.textContent);
    document.getElementById("id_quote").focus();
  }, true);
  // On a narrow screen the parts stand in one line: show the one that is open.
  const show = () => {
    const here = document.querySelector(".editor__parts [aria-current]");
    const line = here && here.closest(".editor__parts");
    if (line) line.scrollLeft = here.offsetLeft - line.offsetLeft - 16;
  };
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:load", show);
  document.addEventListener("htmx:beforeRequest", () => {
    const alerts = document.getElementById("alerts");
    if (alerts) alerts.replaceChildren();
  });
})();
