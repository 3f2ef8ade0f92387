// What HTMX and HTML alone cannot: the light of the page after a swap, links of the header, copying, zoom.
// Every page works without this file.

function followPage() {
  const main = document.getElementById("main");
  if (!main) return;
  const root = document.documentElement;
  root.className = root.className.replace(/\blight-\d+\b/, `light-${main.dataset.light}`);
  for (const link of document.querySelectorAll("[data-switch]")) {
    const url = new URL(location.href);
    url.searchParams.set(link.dataset.switch, link.dataset.value);
    link.href = url.pathname + url.search;
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent;
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.done;
}

function showCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

// A decision that a link points at opens, also inside a folded group; a card of the picture comes to the middle.
function openTarget() {
  if (!location.hash) return;
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
  if (target) target.scrollIntoView({ block: target.closest("svg") ? "center" : "start", inline: "center" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

// Zoom changes the width of the drawing; its frame scrolls, with the arrow keys too.

const ZOOM = 1.25;
const MOST = 4;

function zoom(frame, change, at) {
  const svg = frame.querySelector("svg");
  const usual = Number(frame.dataset.usual || svg.clientWidth);
  const least = Math.min(1, frame.clientWidth / usual);
  const before = svg.clientWidth / usual;
  const level = change ? Math.min(MOST, Math.max(least, before * change)) : 1;
  const box = frame.getBoundingClientRect();
  const x = at ? at.clientX - box.left : frame.clientWidth / 2;
  const y = at ? at.clientY - box.top : frame.clientHeight / 2;
  const [left, top] = [frame.scrollLeft + x, frame.scrollTop + y];
  if (!frame.dataset.usual) frame.style.height = `${frame.offsetHeight}px`;
  frame.dataset.usual = usual;
  svg.style.minWidth = "0";
  svg.style.width = `${usual * level}px`;
  if (!change || level === 1) {
    for (const style of [frame.style, svg.style]) style.cssText = "";
    delete frame.dataset.usual;
  }
  frame.classList.toggle("zoomed", level > 1);
  frame.scrollTo({ left: (left * level) / before - x, top: (top * level) / before - y, behavior: "instant" });
  frame.parentElement.querySelector("output").value = `${Math.round(level * 100)}%`;
}

const frameOf = (node) => node.closest?.(".viewer")?.querySelector(".picture");
const CHANGES = { in: ZOOM, out: 1 / ZOOM, reset: 0 };
const KEYS = { "+": ZOOM, "=": ZOOM, "-": 1 / ZOOM, 0: 0 };

function showZoom() {
  for (const tools of document.querySelectorAll(".zoom")) tools.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) zoom(frameOf(button), CHANGES[button.dataset.zoom]);
});

document.addEventListener("keydown", (event) => {
  const frame = frameOf(event.target);
  if (!frame || !(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  zoom(frame, KEYS[event.key]);
});

document.addEventListener("wheel", (event) => {
  const frame = event.ctrlKey && event.target.closest(".viewer .picture");
  if (!frame) return;
  event.preventDefault();
  zoom(frame, Math.exp(-event.deltaY / 300), event);
}, { passive: false });

// Dragging with the mouse scrolls the frame; a finger does so anyway. A drag that ends on a card is no click.
let drag = null;

document.addEventListener("pointerdown", (event) => {
  const frame = event.pointerType === "mouse" && event.button === 0 && event.target.closest(".viewer .picture");
  drag = frame ? { frame, x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop } : null;
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  drag.moved ||= Math.hypot(dx, dy) > 4;
  drag.frame.classList.toggle("dragged", event.buttons > 0);
  if (event.buttons) drag.frame.scrollTo({ left: drag.left - dx, top: drag.top - dy, behavior: "instant" });
  else drag = null;
});

document.addEventListener("click", (event) => {
  if (drag?.moved) event.preventDefault();
  drag?.frame.classList.remove("dragged");
  drag = null;
}, { capture: true });

document.addEventListener("dragstart", (event) => {
  if (event.target.closest(".viewer .picture")) event.preventDefault();
});

document.addEventListener("htmx:after:swap", () => {
  followPage();
  showCopyButtons();
  showZoom();
  if (document.activeElement?.matches("input")) return; // who is typing goes on typing
  document.querySelector("#question, [data-focus]")?.focus({ preventScroll: true });
});

window.addEventListener("hashchange", openTarget);
showCopyButtons();
showZoom();
openTarget();
