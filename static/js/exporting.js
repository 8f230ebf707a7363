/* Files that take a moment to make: asked for beside the page, with a bar that says how far it is. Without script, or when
   anything goes wrong here, the link itself is followed: it waits for the file, or says why there is none. */
const EVERY = 300;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-making]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!link.hasAttribute("aria-busy")) make(link);
});

async function make(link) {
  const item = link.closest("[data-file]");
  link.setAttribute("aria-busy", "true");
  show(item, 0);
  try {
    const { href, lost } = await finished(await begun(link), (share) => show(item, share));
    location.assign(href);
    tell(item, lost);
  } catch {
    location.assign(link.href);
  }
  link.removeAttribute("aria-busy");
}

async function begun(link) {
  const asked = new URLSearchParams(new URL(link.href).search);
  asked.set("ending", link.dataset.making);
  const answer = await fetch(link.dataset.at, { method: "POST", body: asked });
  return (await told(answer)).at;
}

async function finished(at, shown) {
  for (;;) {
    await new Promise((go) => setTimeout(go, EVERY));
    const news = await told(await fetch(at));
    if (news.href) return news;
    shown(news.progress);
  }
}

async function told(answer) {
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function show(item, share) {
  const bar = item.querySelector("progress");
  bar.hidden = false;
  bar.value = Math.max(share, 0.05);
  item.querySelector("[data-made]").hidden = true;
  item.querySelector("[data-being-made]").hidden = false;
}

function tell(item, lost) {
  item.querySelector("progress").hidden = true;
  item.querySelector("[data-being-made]").hidden = true;
  item.querySelector("[data-made]").hidden = false;
  const signs = item.querySelector("[data-lost]");
  signs.hidden = !lost.length;
  signs.querySelector("b").textContent = lost.join(" ");
}
