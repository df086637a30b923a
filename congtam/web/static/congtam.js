/* Công Tâm: what makes the pages pleasant. Every page works without this file. */
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");

  const all = (selector, scope) => Array.from((scope || document).querySelectorAll(selector));
  const form = (node) => node && node.closest && node.closest("form");

  /* ---- Cross-site token: from the cookie, so that a page opened before signing in again still saves. */
  function token() {
    const found = document.cookie.match(/(?:^|; )(?:__Host-)?congtam-csrf=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  }
  document.addEventListener("htmx:configRequest", (event) => {
    const value = token();
    if (!value) return;
    event.detail.headers["X-CSRFToken"] = value;
    if (event.detail.verb !== "get") event.detail.parameters.csrfmiddlewaretoken = value;
  });

  /* ---- Score boxes: arrows and Enter walk, «tối đa» fills, less than the most turns amber. */
  const number = (text) => Number(String(text).trim().replace(",", "."));
  function shade(input) {
    const value = input.value.trim();
    const less = value !== "" && number(value) < number(input.dataset.max);
    input.classList.toggle("is-less", less);
    const line = input.closest(".line");
    if (line) line.classList.toggle("has-loss", less);
  }
  function walk(input, step) {
    const boxes = all(".score__input:not([readonly]):not([disabled])");
    const next = boxes[boxes.indexOf(input) + step];
    if (!next) return;
    next.focus();
    next.select();
  }
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches || !input.matches(".score__input") || event.isComposing) return;
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    walk(input, step);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".score__max");
    if (!button) return;
    event.preventDefault();
    const input = button.closest(".score").querySelector(".score__input");
    if (input.value === button.value) return;
    input.value = button.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* ---- Saved state, drafts, guard. A form with data-draft saves itself; until then it is "unsaved". */
  const key = (it) => "congtam:" + location.pathname + "#" + it.id;
  // The version travels with the draft: a text typed against an old state must meet its conflict, not win.
  const fields = (it) => all("input[name]:not([type=hidden]):not([type=file]), textarea[name], select[name]", it);
  const version = (it) => it.querySelector("input[type=hidden][name=version]");
  function unsaved(it) {
    it.classList.add("is-dirty");
    const mark = it.querySelector("[data-state]");
    if (mark && mark.dataset.unsaved) {
      mark.textContent = mark.dataset.unsaved;
      mark.className = "saved saved--rest is-unsaved";
    }
  }
  function keep(it) {
    if (!it.id) return;
    const values = fields(it).map((f) => [f.name, f.type === "checkbox" || f.type === "radio" ? f.checked : f.value]);
    const at = version(it) ? version(it).value : "";
    sessionStorage.setItem(key(it), JSON.stringify({ values: values, version: at }));
  }
  function drop(it) {
    it.classList.remove("is-dirty");
    if (it.id) sessionStorage.removeItem(key(it));
  }
  function restore(it) {
    const kept = it.id && sessionStorage.getItem(key(it));
    if (!kept) return;
    const { values, version: at } = JSON.parse(kept);
    if (version(it)) version(it).value = at;
    fields(it).forEach((f, i) => {
      const [name, value] = values[i] || [];
      if (name !== f.name) return;
      if (typeof value === "boolean") f.checked = value; else f.value = value;
    });
    unsaved(it);
    setTimeout(() => send(it));  // once htmx, too, has seen the page
  }
  function send(it) {
    if (it.hasAttribute("hx-post")) fields(it)[0].dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches(".score__input")) shade(event.target);
    const it = form(event.target);
    if (it && it.hasAttribute("data-draft")) unsaved(it);
  });
  // What is on its way, so that an answer never calls saved what was typed after it left.
  const sent = new WeakMap();
  const values = (it) => JSON.stringify(fields(it).map((f) => [f.name, f.checked, f.value]));
  document.addEventListener("htmx:beforeRequest", (event) => {
    const it = event.detail.elt;
    if (!it.matches || !it.matches("form[data-draft]")) return;
    if (it.classList.contains("is-dirty")) sent.set(it, values(it)); else event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const it = event.detail.elt;
    if (!it.matches || !it.matches("form[data-draft]")) return;
    const status = event.detail.xhr.status;  // "successful" also means: swapped, as 409 is
    const saved = status >= 200 && status < 400;
    if (saved && sent.get(it) === values(it)) drop(it); else keep(it);
    if (saved && it.classList.contains("is-dirty")) unsaved(it);
    if (saved) document.getElementById("alerts").replaceChildren();
    if (status) invalid(it);
  });
  function invalid(it) {
    const refused = (name) => Boolean(it.querySelector(`[data-invalid="${name}"]`));
    fields(it).forEach((f) => {
      const bad = refused(f.name === "points" ? "points" : "words");
      if (bad) f.setAttribute("aria-invalid", "true"); else f.removeAttribute("aria-invalid");
    });
  }
  document.addEventListener("submit", (event) => {
    const it = event.target;
    if (it.hasAttribute("data-ends-session")) sessionStorage.clear();
    else if (!it.hasAttribute("hx-post")) it.classList.remove("is-dirty");
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form.is-dirty")) event.preventDefault();
  });

  /* ---- On and off line. What could not be sent goes again when the line is back. */
  function line() {
    const banner = document.getElementById("offline");
    if (banner) banner.hidden = navigator.onLine;
  }
  window.addEventListener("offline", line);
  window.addEventListener("online", () => {
    line();
    all("form.is-dirty").forEach(send);
  });

  // The line may look alive while the server is out of reach: try again until it answers.
  let again = 0;
  const out = () => {
    const banner = document.getElementById("offline");
    if (banner) banner.hidden = false;
    clearTimeout(again);
    again = setTimeout(() => all("form.is-dirty").forEach(send), 8000);
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, out));
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) out(); });
  document.addEventListener("htmx:beforeSwap", line);
  // Back from signing in again in another tab: send what is still here.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) all("form.is-dirty").forEach(send); });

  /* ---- A choice between two texts ends the draft; «không đạt» opens its words; one click hands in once. */
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("button[name=keep]");
    if (choice && form(choice)) sessionStorage.removeItem(key(form(choice)));
  });
  document.addEventListener("change", (event) => {
    const line = event.target.closest(".line");
    if (line && event.target.matches(".pick input")) line.classList.toggle("has-loss", event.target.value === "khong");
  });
  // What leaves the page is sent once: a second click while the answer is on its way does nothing.
  document.addEventListener("submit", (event) => {
    const it = event.target;
    if (it.method === "post") setTimeout(() => {
      if (event.defaultPrevented && !it.hasAttribute("data-once")) return;
      const shut = all("button", it).filter((b) => !b.disabled);
      const set = (off) => shut.forEach((b) => { b.disabled = off; });
      set(true);
      setTimeout(() => set(false), 20000);  // whoever stopped a slow answer may send again
    });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  /* ---- Evidence: choosing or dropping a file sends its form. */
  const zone = (node) => node.closest && node.closest("[data-drop]");
  document.addEventListener("change", (event) => {
    const it = form(event.target);
    if (event.target.type === "file" && it && it.hasAttribute("data-upload")) it.requestSubmit();
    if (event.target.matches("[data-autosubmit]")) it.requestSubmit();
  });
  ["dragover", "dragleave", "drop"].forEach((name) => document.addEventListener(name, (event) => {
    const target = zone(event.target);
    if (!target || !event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
    event.preventDefault();
    target.classList.toggle("is-dropping", name === "dragover");
    if (name !== "drop") return;
    const input = target.querySelector("[data-upload] input[type=file]");
    if (!input) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }));

  /* ---- Ctrl K, menus, printing. */
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const palette = document.querySelector("[data-palette]");
      if (!palette) return;
      event.preventDefault();
      palette.click();
    }
    if (event.key === "Escape") all("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (event.target.closest("[data-print]")) window.print();
  });
  window.addEventListener("beforeprint", () => all("details.why").forEach((d) => { d.open = true; }));

  document.addEventListener("DOMContentLoaded", () => {
    line();
    all(".score__input").forEach(shade);
    all("form[data-draft]").forEach(restore);
  });
  document.addEventListener("htmx:load", (event) => all(".score__input", event.detail.elt).forEach(shade));
})();
