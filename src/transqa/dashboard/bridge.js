// What Streamlit's own elements cannot do for the rows of text: report a click on a highlighted place, show what it is
// about under the pointer, and bring the chosen place into view. It makes no markup out of data: text goes in as text.
let off = () => {};
let shown = "";
let focused = "";

export default function ({ data, setTriggerValue }) {
  off();
  const tip = document.createElement("div");
  tip.className = "tq-tip";
  tip.hidden = true;
  document.body.append(tip);

  const same = (mark, on) => {
    for (const other of document.querySelectorAll(`[data-pick="${CSS.escape(mark.dataset.pick)}"]`))
      other.classList.toggle("tq-hover", on);
  };
  const over = (event) => {
    const mark = event.target.closest?.("[data-tip]");
    if (!mark) return;
    if (mark.dataset.pick) same(mark, true);
    tip.textContent = mark.dataset.tip;
    tip.hidden = !mark.dataset.tip;
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${below ? box.bottom + 8 : box.top - tip.offsetHeight - 8}px`;
  };
  const out = (event) => {
    const mark = event.target.closest?.("[data-pick]");
    if (mark) same(mark, false);
    tip.hidden = true;
  };
  const click = (event) => {
    const mark = event.target.closest?.("[data-pick]");
    const row = event.target.closest?.("[data-row]");
    // A link keeps its own ways: another tab with Ctrl, the address to copy.
    if (event.target.closest?.("[data-row] a")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
    }
    tip.hidden = true;
    if (mark) setTriggerValue("pick", mark.dataset.pick);
    // Somebody who selects text to copy it is not asking for the row.
    else if (row && getSelection().isCollapsed) setTriggerValue("row", row.dataset.row);
  };
  const twice = (event) => {
    const row = event.target.closest?.(".tq-target")?.closest("[data-row]");
    if (row && data.editable) setTriggerValue("edit", row.dataset.row);
  };
  const listeners = { mouseover: over, mouseout: out, click, dblclick: twice };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);

  // The rows may be drawn after this: look again for a while.
  let tries = 0;
  const look = () => {
    const place =
      document.querySelector(`.tq-target [data-pick="${CSS.escape(data.show)}"]`) ??
      document.querySelector(`[data-pick="${CSS.escape(data.show)}"]`) ??
      document.querySelector(`[data-row="${CSS.escape(data.show)}"]`);
    if (place) {
      const box = place.getBoundingClientRect();
      // In a narrow window the panel lies over the rows, at the bottom.
      const panel = document.querySelector('[data-testid="stColumn"]:has(.st-key-inspector)');
      const sheet = panel && getComputedStyle(panel).position === "fixed";
      const bottom = sheet ? panel.getBoundingClientRect().top : innerHeight;
      if (box.top < 120 || box.bottom > bottom - 60)
        place.scrollIntoView({ block: sheet ? "start" : "center", behavior: "smooth" });
    } else if (tries++ < 40) timer = setTimeout(look, 50);
  };
  let timer = 0;
  if (data.show && data.show !== shown) look();
  shown = data.show;

  let waits = 0;
  const enter = () => {
    const field = document.querySelector(".st-key-editing textarea");
    if (field) field.focus();
    else if (waits++ < 40) entering = setTimeout(enter, 50);
  };
  let entering = 0;
  if (data.focus && data.focus !== focused) enter();
  focused = data.focus;

  off = () => {
    clearTimeout(timer);
    clearTimeout(entering);
    tip.remove();
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
  };
  return () => {
    off();
    off = () => {};
  };
}
