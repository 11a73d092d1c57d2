"use strict";
// Everything works without this file; it makes pages live, and adds keys.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const content = () => $("#content");

  // The clock of the crisis, from the server's instant so that a wrong local clock does no harm.
  const clock = $(".clock b[data-since]");
  if (clock && !("still" in clock.dataset)) {
    const offset = Date.parse(clock.dataset.now) - Date.now();
    const since = Date.parse(clock.dataset.since);
    const tick = () => {
      const minutes = Math.max(0, Math.floor((Date.now() + offset - since) / 60000));
      const two = (n) => String(n).padStart(2, "0");
      clock.textContent = `T+${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
    };
    tick();
    setInterval(tick, 1000);
  }

  // On a narrow screen the menu is one line that scrolls: the page that is open stands in it.
  const here = $(".menu [aria-current]");
  const menu = here && here.closest("ul");
  if (menu && menu.scrollWidth > menu.clientWidth) {
    menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  }

  // New facts: into the logbook one by one; other pages are asked for anew, not while somebody types.
  let due = 0;
  const busy = () => {
    const typed = [...content().querySelectorAll("input,textarea,select")];
    return typed.some((field) =>
      field === document.activeElement ||
      (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked :
        "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue));
  };
  const refresh = () => {
    due = 0;
    if (busy()) { $("#news").hidden = false; return; }
    content().dispatchEvent(new Event("facts"));
  };
  const entry = (data) => {
    const page = content();
    const list = $("[data-live=lines]", page);
    if (list) {
      const holder = document.createElement("template");
      holder.innerHTML = data;
      const line = holder.content.firstElementChild;
      if (!line || document.getElementById(line.id)) return;
      line.classList.add("fresh");
      setTimeout(() => line.classList.remove("fresh"), 4000);
      list.hidden = false;
      list.prepend(line);
      while (list.children.length > 400) list.lastElementChild.remove();
      const empty = $(".empty", page);
      if (empty) empty.remove();
      $("#said").textContent = line.querySelector(".what").textContent.trim();
    } else if (page.hasAttribute("data-hx-get") && !due) {
      due = setTimeout(refresh, 1000);
    }
  };
  const stream = $("#stream");
  if (stream) {
    stream.addEventListener("entry", (event) => entry(event.detail.data));
    stream.addEventListener("progress", (event) => {
      $("#progress").innerHTML = event.detail.data;
      // A rehearsal writes no entry, so its end is what tells the page.
      if (!event.detail.data.trim() && !due) due = setTimeout(refresh, 1000);
    });
    stream.addEventListener("reload", () => location.reload());
    stream.addEventListener("gone", () => location.assign("/login"));
    document.addEventListener("htmx:sse:error", () => { $("#lost").hidden = false; });
    document.addEventListener("htmx:sse:after:connection", () => { $("#lost").hidden = true; });
  }

  // The time slider goes where it is let go.
  const slider = $("#time-entry");
  if (slider) slider.addEventListener("change", () => slider.form.requestSubmit());

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  const back = $("[data-back]");
  if (back && history.length > 1) back.addEventListener("click", (event) => { event.preventDefault(); history.back(); });

  // Keys, which can be turned off: n writes, g and a letter goes, / searches.
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { $("details.me")?.removeAttribute("open"); return; }
    const target = event.target;
    const typing = target.closest("input:not([type=checkbox],[type=radio],[type=range]),textarea,select,[contenteditable]");
    if (document.body.dataset.shortcuts === "off" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (going) {
      going = false;
      const link = $(`.menu a[data-key="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
    if (event.key === "n" && $("#quick-text")) { event.preventDefault(); $("#quick-text").focus(); }
    if (event.key === "/" && $("#words")) { event.preventDefault(); $("#words").focus(); }
  });
})();
