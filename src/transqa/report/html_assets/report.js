(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const rows = all(".row").map((element) => ({
    element,
    cards: all(".card", element),
    panes: element.querySelector(".pane") !== null,
    text: element.textContent.toLowerCase(),
  }));
  const marks = all("mark").map((element) => ({ element, ids: element.dataset.f.split(" ") }));
  const marksOf = new Map();
  for (const mark of marks) {
    for (const id of mark.ids) {
      if (!marksOf.has(id)) marksOf.set(id, []);
      marksOf.get(id).push(mark.element);
    }
  }
  const toggles = all(".filters [data-kind]");
  const rule = one("#rule"), query = one("#query"), only = one("#only"), place = one("#place");
  let shown = [];
  let active = null;

  const chosen = (kind) =>
    new Set(toggles.filter((b) => b.dataset.kind === kind && b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.value));

  function filter() {
    const severities = chosen("severity"), states = chosen("state");
    const words = query.value.trim().toLowerCase();
    const onlyFindings = only.getAttribute("aria-pressed") === "true";
    const visible = new Set();
    shown = [];
    for (const row of rows) {
      const says = !words || row.text.includes(words);
      let some = false;
      for (const card of row.cards) {
        const { severity, state, rule: code } = card.dataset;
        // A finding without a place in the texts has only its own words.
        const named = row.panes ? says : card.textContent.toLowerCase().includes(words);
        const fits = named && severities.has(severity) && states.has(state) && (!rule.value || rule.value === code);
        card.hidden = !fits;
        if (fits) {
          some = true;
          shown.push(card);
          visible.add(card.id);
        }
      }
      row.element.hidden = !some && (onlyFindings || !row.panes || !says || rule.value !== "");
    }
    for (const mark of marks) mark.element.classList.toggle("off", !mark.ids.some((id) => visible.has(id)));
    if (active && active.hidden) activate(null);
    for (const empty of all(".none")) empty.hidden = all(".row", empty.parentElement).some((row) => !row.hidden);
    count();
  }

  function count() {
    const at = shown.indexOf(active);
    place.textContent = at < 0 ? String(shown.length) : `${at + 1} / ${shown.length}`;
  }

  function activate(card) {
    for (const element of all(".active")) element.classList.remove("active");
    active = card;
    if (card) {
      card.classList.add("active");
      for (const mark of marksOf.get(card.id) ?? []) mark.classList.add("active");
    }
    count();
  }

  function reveal(element, card) {
    const look = () => {
      element.scrollIntoView({ block: "center" });
      card.scrollIntoView({ block: "nearest" });
    };
    look();
    // Heights of rows not yet drawn are guesses: look again once the place has been drawn.
    requestAnimationFrame(look);
  }

  const markOn = (card, side) => (marksOf.get(card.id) ?? []).find((mark) => mark.closest(side));

  function go(card) {
    activate(card);
    if (card) reveal(markOn(card, ".target") ?? markOn(card, ".source") ?? card, card);
  }

  function step(by) {
    if (!shown.length) return;
    const at = shown.indexOf(active);
    go(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  }

  function fromAddress() {
    const card = document.getElementById(location.hash.slice(1));
    if (card && card.classList.contains("card") && !card.hidden) go(card);
  }

  for (const button of [...toggles, only]) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  rule.addEventListener("change", filter);
  query.addEventListener("input", filter);
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    const card = event.target.closest(".card");
    if (mark) {
      // A second click on a place of several findings goes on to the next of them.
      const cards = mark.dataset.f.split(" ").map((id) => document.getElementById(id)).filter((found) => !found.hidden);
      activate(cards[(cards.indexOf(active) + 1) % cards.length]);
      active.scrollIntoView({ block: "nearest" });
    } else if (card && !event.target.closest("summary, a")) {
      const side = event.target.closest("[data-side]");
      activate(card);
      const found = side && markOn(card, side.dataset.side);
      if (found) reveal(found, found);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.activeElement.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Enter" && event.target.matches(".card")) go(event.target);
  });
  addEventListener("hashchange", fromAddress);
  filter();
  fromAddress();
})();
