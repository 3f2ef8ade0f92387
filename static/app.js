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

// A decision that a link points at opens, also inside a folded group.
function openTarget() {
  if (!location.hash) return;
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
  if (target) target.scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("dblclick", (event) => {
  const picture = event.target.closest(".picture:not(.small)");
  if (picture) picture.classList.toggle("zoomed");
});

document.addEventListener("htmx:after:swap", () => {
  followPage();
  showCopyButtons();
  document.getElementById("question")?.focus({ preventScroll: true });
});

window.addEventListener("hashchange", openTarget);
showCopyButtons();
openTarget();
