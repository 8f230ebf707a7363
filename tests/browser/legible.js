([least, toBeRead, missable, roles]) => {
  const u = Math.min(innerHeight / 100, innerWidth * 0.005625);
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) found.push("there is something to scroll to");
  const main = document.getElementById("screen");
  const spill = [main.scrollWidth - main.clientWidth, main.scrollHeight - main.clientHeight];
  if (Math.max(...spill) > 1) found.push(`more than the picture holds: ${spill}`);
  for (const paper of document.querySelectorAll(".gingham > .lace")) {
    const [inner, outer] = [paper, paper.parentElement].map((element) => element.getBoundingClientRect());
    if (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1) found.push(`${paper.className} is larger than its table`);
  }
  const windows = (element) => {
    let box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflow === "visible" && !style.contain.includes("paint") && style.contain !== "strict") continue;
      const own = at.getBoundingClientRect();
      box = { left: Math.max(box.left, own.left), top: Math.max(box.top, own.top),
              right: Math.min(box.right, own.right), bottom: Math.min(box.bottom, own.bottom) };
    }
    return box;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    const element = node.parentElement;
    if (!words || element.closest(".for-readers, .skip, template, #notice, .keys:not([open])")) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const matrix = element.closest("svg text")?.getScreenCTM(); // a picture's letters grow with it
    const size = Number.parseFloat(style.fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    const window_ = windows(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    let isSeen = false;
    let isUnder = false; // a sheet or a sign lies over the whole picture
    for (const line of range.getClientRects()) {
      if (line.width < 1) continue;
      const middle = (line.top + line.bottom) / 2;
      const [top, bottom] = [middle - size * 0.34, middle + size * 0.34]; // from capitals to the base line
      const isOutside = line.left >= window_.right - 1 || line.right <= window_.left + 1 || top >= window_.bottom - 1 || bottom <= window_.top + 1;
      if (isOutside) continue;
      isSeen = true;
      const isCutAcross = top < window_.top - 1 || bottom > window_.bottom + 1;
      const isCutDown = line.right > window_.right + 2 || line.left < window_.left - 2;
      const ends = element.closest(".pull__subject, .promise__who, .bars__name, .legend__name, .balloting__themes") !== null; // these end in three dots
      for (const across of [line.left + 3, line.right - 3]) {
        const above = document.elementFromPoint(Math.min(Math.max(across, window_.left + 1), window_.right - 1), middle);
        isUnder ||= Boolean(above?.closest(".blank, .hush, dialog")) && !element.closest(".blank, .hush, dialog");
        if (above && !isUnder && !above.parentElement.contains(element) && !element.contains(above) && !isCutAcross) found.push(`covered: ${words.slice(0, 40)} by ${above.className}`);
      }
      if (isUnder) break;
      if (isCutAcross || (isCutDown && !ends)) found.push(`cut: ${words.slice(0, 40)} (${element.className})`);
    }
    if (!isSeen || isUnder) continue;
    const role = Object.keys(roles).find((selector) => element.closest(selector));
    const limit = role ? roles[role] : element.closest(missable) ? least : toBeRead;
    if (size < limit * u - 0.6) found.push(`${(size / u).toFixed(2)} u instead of ${limit}: ${words.slice(0, 40)} (${element.getAttribute("class")})`);
  }
  return [...new Set(found)];
}
